package io.github.gigachat.spring.ai.internal.schema;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.gigachat.spring.ai.api.chat.FunctionDefinition;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.flatten.FlattenSettings;
import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation;
import io.github.gigachat.spring.ai.internal.flatten.MessageFlattener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.messages.UserMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Each construct of JSON Schema in the service's dialect.
 */
class FunctionSchemasTests {

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"object\",\"properties\":{}}",
			"{ \"properties\" : { \"a\" : { \"type\" : \"string\" } }, \"type\" : \"object\" }", """
					{"type":"object","description":"d","properties":{
						"a":{"type":"string","enum":["x","y"],"minLength":1,"maxLength":2},
						"b":{"type":"number","minimum":0.10,"maximum":1e400},
						"c":{"type":"array","items":{"type":"string","format":"date-time"},"minItems":1},
						"d":{"type":"object","properties":{},"required":[]}},"required":["b","a"]}""" })
	void aSchemaInTheDialectIsSentCharacterForCharacter(String schema) {
		FlattenedConversation flattened = FlattenedFunctions.of(schema);

		assertThat(flattened.functions().get(0).parameters()).isEqualTo(schema);
		assertThat(flattened.changes().isEmpty()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " \n", "{}", "{\"type\":\"object\"}", "{\"type\":\"object\",\"properties\":null}",
			"{\"$schema\":\"s\",\"type\":\"object\",\"additionalProperties\":false}" })
	void aToolWithoutParametersStatesThatItHasNone(String schema) {
		assertThat(FlattenedFunctions.parameters(schema)).isEqualTo("{\"type\":\"object\",\"properties\":{}}");
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "=>",
			textBlock = """
					{"type":["string","null"]}              => {"type":"string"}
					{"type":["null","integer","string"]}    => {"type":"integer","description":"or string"}
					{"type":["string","array"],"items":{"type":"integer"}} => {"type":"string","description":"or array of integer"}
					{"type":["string","object"],"properties":{"lat":{"type":"number"}},"required":["lat"]} => {"type":"string","description":"or object with lat"}
					{"type":["object","string"],"properties":{"lat":{"type":"number"}},"pattern":"^a$"} => {"type":"object","description":"or string, pattern ^a$","properties":{"lat":{"type":"number"}}}
					{"type":["string","integer"],"minimum":5,"minLength":2} => {"type":"string","description":"or integer, at least 5","minLength":2}
					{"type":["integer","number"],"minimum":5} => {"type":"integer","description":"or number","minimum":5}
					{"type":["boolean","array"],"items":{"type":["integer","string"],"maximum":3}} => {"type":"boolean","description":"or array of integer, at most 3 or string"}
					{"type":"null"}                         => {"type":"string","description":"null"}
					{"type":"string","nullable":true}       => {"type":"string"}
					{"type":"STRING"}                       => {"type":"string"}
					{"type":"int"}                          => {"type":"integer"}
					{"type":"file"}                         => {"type":"string","description":"type \\"file\\"; any JSON value"}
					{}                                      => {"type":"string","description":"any JSON value"}
					true                                    => {"type":"string","description":"any JSON value"}
					{"properties":{"a":{"type":"string"}}}  => {"type":"object","properties":{"a":{"type":"string"}}}
					{"items":{"type":"integer"}}            => {"type":"array","items":{"type":"integer"}}
					{"minimum":1}                           => {"type":"number","minimum":1}
					{"minLength":1}                         => {"type":"string","minLength":1}
					{"format":"int32"}                      => {"type":"integer"}
					{"format":"date"}                       => {"type":"string","format":"date"}
					{"type":"object"}                       => {"type":"object","properties":{}}
					{"type":"array"}                        => {"type":"array","items":{"type":"string"}}
					{"type":"array","items":{}}             => {"type":"array","items":{"type":"string","description":"any JSON value"}}
					{"type":"array","items":false}          => {"type":"array","description":"always empty","items":{"type":"string"}}
					""")
	void adaptsTypes(String schema, String expected) {
		assertProperty(schema, expected);
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "=>",
			textBlock = """
					{"const":"x"}                           => {"type":"string","enum":["x"]}
					{"const":5}                             => {"type":"integer","description":"always 5"}
					{"enum":["a","b"]}                      => {"type":"string","enum":["a","b"]}
					{"enum":["a","b","a",null]}             => {"type":"string","enum":["a","b"]}
					{"enum":[1,2]}                          => {"type":"integer","description":"one of 1, 2"}
					{"enum":[1,2.5]}                        => {"type":"number","description":"one of 1, 2.5"}
					{"enum":[1,3,400,401,402,403,404,405,7.5]} => {"type":"number","description":"one of 1, 3, 400 to 405, 7.5"}
					{"enum":["a",1,true]}                   => {"type":"string","description":"one of \\"a\\", 1, true","enum":["a","1","true"]}
					{"type":"string","enum":[1,2]}          => {"type":"string","description":"one of 1, 2","enum":["1","2"]}
					{"type":"integer","enum":["1"]}         => {"type":"integer","description":"always \\"1\\""}
					{"type":"boolean","enum":[true]}        => {"type":"boolean","description":"always true"}
					{"enum":[{"k":1},{"k":2}]}              => {"type":"object","description":"one of {\\"k\\":1}, {\\"k\\":2}","properties":{}}
					{"type":"string","enum":[]}             => {"type":"string"}
					""")
	void adaptsEnumsAndConstants(String schema, String expected) {
		assertProperty(schema, expected);
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "=>",
			textBlock = """
					{"type":"string","description":"City","default":"Tula"} => {"type":"string","description":"City (default \\"Tula\\")"}
					{"type":"string","pattern":"^a+$"}                      => {"type":"string","description":"pattern ^a+$"}
					{"type":"string","format":"email"}                      => {"type":"string","description":"format email"}
					{"type":"integer","format":"int64"}                     => {"type":"integer"}
					{"type":"string","title":"P"}                           => {"type":"string"}
					{"type":"string","title":"Name of the city"}            => {"type":"string","description":"Name of the city"}
					{"type":"string","examples":["a","b"]}                  => {"type":"string","description":"for example \\"a\\", \\"b\\""}
					{"type":"string","contentEncoding":"base64"}            => {"type":"string","description":"base64 encoded"}
					{"type":"string","deprecated":true}                     => {"type":"string","description":"deprecated"}
					{"type":"integer","exclusiveMinimum":0,"maximum":9}     => {"type":"integer","description":"greater than 0","maximum":9}
					{"type":"number","minimum":0,"exclusiveMinimum":true}   => {"type":"number","description":"greater than 0"}
					{"type":"integer","multipleOf":5}                       => {"type":"integer","description":"a multiple of 5"}
					{"type":"string","minimum":5}                           => {"type":"string","description":"at least 5"}
					{"type":"string","x-vendor":1,"$comment":"c"}           => {"type":"string"}
					{"type":"string","not":{"enum":["a"]}}                  => {"type":"string","description":"not \\"a\\""}
					""")
	void adaptsConstraints(String schema, String expected) {
		assertProperty(schema, expected);
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "=>",
			textBlock = """
					{"type":"object","additionalProperties":{"type":"integer"}}   => {"type":"object","description":"keys are strings, values: integer","properties":{}}
					{"type":"object","additionalProperties":true}                 => {"type":"object","description":"any keys","properties":{}}
					{"type":"object","additionalProperties":false}                => {"type":"object","properties":{}}
					{"type":"object","patternProperties":{"^x-":{"type":"number"}}} => {"type":"object","description":"keys that match ^x-: number","properties":{}}
					{"type":"object","propertyNames":{"pattern":"^a"}}            => {"type":"object","description":"keys: string, pattern ^a","properties":{}}
					{"type":"object","minProperties":1}                           => {"type":"object","description":"at least 1 keys","properties":{}}
					{"type":"object","properties":{"a":false},"required":["a"]}   => {"type":"object","description":"a must not be given","properties":{}}
					{"type":"object","properties":{},"required":["a"]}            => {"type":"object","description":"needs a","properties":{}}
					{"type":"object","dependentRequired":{"a":["b","c"]}}         => {"type":"object","description":"a needs b, c","properties":{}}
					{"type":"object","dependentSchemas":{"a":{"required":["b"]}}} => {"type":"object","description":"with a: object with b","properties":{}}
					{"type":"object","if":{"properties":{"a":{"const":1}}},"then":{"required":["b"]},"else":{"required":["c"]}} => {"type":"object","description":"if object with a = 1, then object with b, else object with c","properties":{}}
					{"type":"array","items":{"type":"string"},"uniqueItems":true} => {"type":"array","description":"no duplicates","items":{"type":"string"}}
					{"type":"array","items":{"type":["string","null"]}}           => {"type":"array","items":{"type":"string","description":"may be null"}}
					{"type":"array","contains":{"type":"integer"}}                => {"type":"array","description":"contains integer","items":{"type":"string"}}
					{"type":"array","prefixItems":[{"type":"number"},{"type":"number"}]} => {"type":"array","description":"items in order: number, number","items":{"type":"number"}}
					{"type":"array","items":[{"type":"string"},{"type":"integer"}]} => {"type":"array","description":"items in order: string, integer","items":{"type":"string","description":"one of: string | integer"}}
					""")
	void adaptsObjectsAndArrays(String schema, String expected) {
		assertProperty(schema, expected);
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "=>",
			textBlock = """
					{"anyOf":[{"type":"string"},{"type":"null"}]}             => {"type":"string"}
					{"anyOf":[{"type":"null"},{"type":"integer","minimum":1}]} => {"type":"integer","minimum":1}
					{"anyOf":[{"type":"string"},{"type":"integer"}]}          => {"type":"string","description":"one of: string | integer"}
					{"oneOf":[{"type":"integer"},{"type":"number"}]}          => {"type":"number","description":"one of: integer | number"}
					{"oneOf":[{"const":"a"},{"const":"b"}]}                   => {"type":"string","enum":["a","b"]}
					{"oneOf":[{"const":"a","title":"A!"},{"const":"b","title":"B!"}]} => {"type":"string","description":"one of: A!: \\"a\\" | B!: \\"b\\"","enum":["a","b"]}
					{"anyOf":[{"type":"array","items":{"type":"string"}},{"type":"string"}]} => {"type":"array","description":"one of: array of string | string","items":{"type":"string"}}
					{"anyOf":[{"type":"string","format":"date"},{"type":"string","pattern":"^now$"}]} => {"type":"string","description":"one of: string, format date | string, pattern ^now$"}
					{"anyOf":[{"type":"string","not":{"enum":["root"]}},{"type":"integer"}]} => {"type":"string","description":"one of: string, not \\"root\\" | integer"}
					{"anyOf":[{"type":"string"},{"type":"object","patternProperties":{"^x-":{"type":"integer"}}}]} => {"type":"string","description":"one of: string | object, keys that match ^x-: integer"}
					{"anyOf":[{"type":"string"},{"type":"object","additionalProperties":{"type":"integer"}}]} => {"type":"string","description":"one of: string | object, keys are strings, values: integer"}
					{"anyOf":[{"type":"string"},{"type":"object","properties":{"a":{"type":"integer","minimum":3},"b":{"type":"object","properties":{"c":{"pattern":"^q"}}}}}]} => {"type":"string","description":"one of: string | object with a (integer, at least 3), b (object with c (string, pattern ^q))"}
					{"anyOf":[{"type":"string"},{"not":{"type":"object"}}]}   => {"type":"string","description":"one of: string | any value, not object"}
					{"type":"string","not":{"anyOf":[{"const":"a"},{"pattern":"^b"}]}} => {"type":"string","description":"not \\"a\\" | string, pattern ^b"}
					{"type":"string","not":{"anyOf":[{"type":"integer"},{"type":"object","properties":{"a":{"const":1}}}]}} => {"type":"string","description":"not integer | object with a = 1"}
					{"type":"object","not":{"$ref":"#/nope"}}                 => {"type":"object","description":"not any value, as #/nope defines it","properties":{}}
					{"type":"object","unevaluatedProperties":{"type":"integer"}} => {"type":"object","description":"keys are strings, values: integer","properties":{}}
					{"type":"string","contentSchema":{"properties":{"a":{}}}} => {"type":"string","description":"its content: object with a"}
					{"type":"string","writeOnly":true}                        => {"type":"string","description":"write only"}
					{"type":"array","prefixItems":[{"type":"string"}],"unevaluatedItems":{"type":"integer"}} => {"type":"array","description":"items in order: string; other items: integer","items":{"type":"string"}}
					{"type":["string","array"],"prefixItems":[{"type":"integer"},{"const":"m"}]} => {"type":"string","description":"or array, items in order: integer, \\"m\\""}
					{"oneOf":[{"const":"auto"},{"const":5}]}                  => {"type":"string","description":"one of \\"auto\\", 5","enum":["auto","5"]}
					{"anyOf":[{"type":"string","enum":["auto","none"]},{"type":"boolean","const":false}]} => {"type":"string","description":"one of \\"auto\\", \\"none\\", false","enum":["auto","none","false"]}
					{"oneOf":[{"const":"a","title":"A!"},{"const":5,"title":"Five"}]} => {"type":"string","description":"one of: A!: \\"a\\" | Five: 5; one of \\"a\\", 5","enum":["a","5"]}
					{"type":"array","items":{"oneOf":[{"const":1},{"const":"x"}]}} => {"type":"array","items":{"type":"string","description":"one of 1, \\"x\\"","enum":["1","x"]}}
					{"anyOf":[false,{"type":"string"}]}                       => {"type":"string"}
					{"allOf":[{"type":"integer","minimum":1},{"type":"number","minimum":3,"maximum":9}]} => {"type":"integer","minimum":3,"maximum":9}
					{"allOf":[{"pattern":"^a"},{"pattern":"z$"}]}             => {"type":"string","description":"pattern ^a; pattern z$"}
					{"type":"string","not":{"const":"a"},"allOf":[{"not":{"const":"b"}},{"not":{"const":"a"}}]} => {"type":"string","description":"not \\"a\\"; not \\"b\\""}
					{"allOf":[{"format":"date"},{"format":"uuid"}]}           => {"type":"string","description":"format uuid","format":"date"}
					{"allOf":[{"type":"integer","multipleOf":2},{"multipleOf":3}]} => {"type":"integer","description":"a multiple of 2; a multiple of 3"}
					{"type":"array","items":{"type":"string"},"allOf":[{"uniqueItems":false},{"uniqueItems":true}]} => {"type":"array","description":"no duplicates","items":{"type":"string"}}
					{"allOf":[{"additionalProperties":{"type":"string"}},{"additionalProperties":{"maxLength":3}}]} => {"type":"object","description":"keys are strings, values: string; keys are strings, values: string, at most 3 characters","properties":{}}
					{"allOf":[{"additionalProperties":true},{"additionalProperties":{"type":"string"}}]} => {"type":"object","description":"keys are strings, values: string","properties":{}}
					{"type":"object","allOf":[{"if":{"required":["a"]},"then":{"required":["b"]}},{"if":{"required":["c"]},"else":{"required":["d"]}}]} => {"type":"object","description":"if object with a, then object with b; if object with c, else object with d","properties":{}}
					{"allOf":[{"enum":["a","b"]},{"enum":["b","c"]}]}         => {"type":"string","enum":["b"]}
					{"allOf":[{"properties":{"a":{"type":"string"}},"required":["a"]},{"properties":{"a":{"minLength":2},"b":{"type":"boolean"}}}]} => {"type":"object","properties":{"a":{"type":"string","minLength":2},"b":{"type":"boolean"}},"required":["a"]}
					{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"anyOf":[{"required":["a"]},{"required":["b"]}]} => {"type":"object","description":"one of: object with a | object with b","properties":{"a":{"type":"string"},"b":{"type":"string"}}}
					""")
	void adaptsAlternativesAndConjunctions(String schema, String expected) {
		assertProperty(schema, expected);
	}

	@Test
	void alternativeObjectsBecomeOneObjectThatRequiresTheCommonProperties() {
		assertProperty(
				"""
						{"oneOf":[{"title":"Circle","properties":{"kind":{"const":"circle"},"r":{"type":"number"}},"required":["kind","r"]},\
						{"properties":{"kind":{"const":"square"},"side":{"type":"number"}},"required":["kind","side"]}]}""",
				"""
						{"type":"object","description":"one of: Circle: object with kind = \\"circle\\", r \
						| object with kind = \\"square\\", side","properties":{"kind":{"type":"string","enum":["circle","square"]},\
						"r":{"type":"number"},"side":{"type":"number"}},"required":["kind"]}""");
	}

	@Test
	void aNullableValueIsNotRequired() {
		assertThat(FlattenedFunctions.parameters("""
				{"type":"object","properties":{"a":{"type":["string","null"]},"b":{"type":"string"}},\
				"required":["a","b"]}""")).isEqualTo("""
				{"type":"object","properties":{"a":{"type":"string","description":"may be null"},\
				"b":{"type":"string"}},"required":["b"]}""");
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "=>", textBlock = """
			#/$defs/Color           => {"type":"string","enum":["red"]}
			#/definitions/a~1b      => {"type":"integer"}
			#/definitions/%D1%8F    => {"type":"boolean"}
			#/properties/q/items    => {"type":"number"}
			#here                   => {"type":"string","format":"date"}
			https://x.org/s#/$defs/Color => {"type":"string","enum":["red"]}
			s#/$defs/Color          => {"type":"string","enum":["red"]}
			other.json#/a           => {"type":"string","description":"as other.json#/a defines it; any JSON value"}
			#/$defs/%zz             => {"type":"string","description":"as #/$defs/%zz defines it; any JSON value"}
			""")
	void resolvesReferences(String reference, String expected) {
		assertThat(FlattenedFunctions.parameters(
				"""
						{"$id":"https://x.org/s","type":"object","properties":{"p":{"$ref":"%s"},\
						"q":{"type":"array","items":{"type":"number"}}},\
						"$defs":{"Color":{"type":"string","enum":["red"]},"D":{"$anchor":"here","type":"string","format":"date"}},\
						"definitions":{"a/b":{"type":"integer"},"я":{"type":"boolean"}}}"""
					.replace("%s", reference)))
			.isEqualTo("{\"type\":\"object\",\"properties\":{\"p\":" + expected
					+ ",\"q\":{\"type\":\"array\",\"items\":{\"type\":\"number\"}}}}");
	}

	@Test
	void keywordsBesideAReferenceTakePrecedence() {
		assertThat(FlattenedFunctions.parameters("""
				{"properties":{"p":{"$ref":"#/$defs/A","description":"Billing"}},\
				"$defs":{"A":{"type":"object","description":"An address","properties":{"s":{"type":"string"}}}}}"""))
			.isEqualTo("""
					{"type":"object","properties":{"p":{"type":"object","description":"Billing (An address)",\
					"properties":{"s":{"type":"string"}}}}}""");
	}

	@Test
	void aRecursiveSchemaIsCutAndSaysSo() {
		assertThat(FlattenedFunctions.parameters("""
				{"$ref":"#/$defs/Node","$defs":{"Node":{"type":"object","properties":{"v":{"type":"integer"},\
				"next":{"$ref":"#/$defs/Node"}},"required":["v"]}}}""")).isEqualTo("""
				{"type":"object","properties":{"v":{"type":"integer"},"next":{"type":"object","properties":{\
				"v":{"type":"integer"},"next":{"type":"object",\
				"description":"recursive: again Node, whose own parts are left out here","properties":{}}},\
				"required":["v"]}},"required":["v"]}""");
	}

	@Test
	void referencesToThemselvesAreCut() {
		assertThat(FlattenedFunctions.parameters("""
				{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}}}"""))
			.startsWith("{\"type\":\"object\",\"description\":\"recursive: again ");
	}

	@Test
	void aSchemaThatExpandsToMillionsOfPropertiesIsCutEvenlyAndSaysSo() {
		String types = IntStream.range(0, 40)
			.mapToObj((i) -> """
					"T%d":{"type":"object","properties":{"a":{"$ref":"#/$defs/T%d"},"b":{"$ref":"#/$defs/T%d"}}}"""
				.formatted(i, i + 1, i + 1))
			.collect(Collectors.joining(","));

		String parameters = FlattenedFunctions
			.parameters("{\"$ref\":\"#/$defs/T0\",\"$defs\":{" + types + ",\"T40\":{\"type\":\"string\"}}}");

		assertThat(parameters).hasSizeBetween(1_000, 50_000)
			.contains("whose parts are left out, the schema being too large")
			.contains("\"b\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"object\",\"properties\":{\"a\":");
		assertThat(DialectRules.violations(parameters)).isEmpty();
	}

	@Test
	void aSchemaOfFiveThousandLinesIsSentWhole() {
		String properties = IntStream.range(0, 1_250).mapToObj((i) -> """
				"p%d": {
					"type": ["string", "null"],
					"description": "Number %d"
				}""".formatted(i, i)).collect(Collectors.joining(",\n"));

		String parameters = FlattenedFunctions.parameters("{\"properties\": {\n" + properties + "\n}}");

		assertThat(parameters).contains("\"p1249\":{\"type\":\"string\",\"description\":\"Number 1249\"}")
			.doesNotContain("left out");
	}

	@Test
	void endlessNestingIsCutAndSaysSo() {
		String parameters = FlattenedFunctions
			.parameters("{\"properties\":{\"a\":".repeat(150) + "{\"type\":\"string\"}" + "}}".repeat(150));

		assertThat(parameters).contains("nested too deep: what is in it is left out");
		assertThat(FlattenedFunctions.parameters(parameters)).isEqualTo(parameters);
	}

	@Test
	void addedTextIsLimitedAndTheToolsOwnIsNot() {
		String own = "d".repeat(5_000);

		String parameters = FlattenedFunctions
			.parameters("{\"properties\":{\"a\":{\"type\":\"integer\",\"description\":\"" + own + "\",\"enum\":["
					+ IntStream.range(0, 5_000)
						.mapToObj((i) -> Integer.toString(2 * i))
						.collect(Collectors.joining(","))
					+ "]}}}");

		assertThat(parameters).contains(own + " (one of 0, 2, 4").hasSizeLessThan(7_200);
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "=>",
			textBlock = """
					{"type":"string"}                                           => {"type":"object","required":["value"],"properties":{"value":{"type":"string"}}}
					{"enum":["a","b"],"description":"d"}                        => {"type":"object","required":["value"],"properties":{"value":{"type":"string","description":"d","enum":["a","b"]}}}
					{"type":["array","null"],"items":{"type":"integer"}}        => {"type":"object","properties":{"value":{"type":"array","description":"may be null","items":{"type":"integer"}}}}
					{"type":["string","object"]}                                => {"type":"object","properties":{}}
					{"type":["object","null"],"properties":{}}                  => {"type":"object","properties":{}}
					{"anyOf":[{"type":"null"},{"properties":{"a":{"type":"string"}}}]} => {"type":"object","properties":{"a":{"type":"string"}}}
					{"title":"Input","description":"d","type":"OBJECT"}         => {"type":"object","description":"d","properties":{}}
					""")
	void theRootIsAnObject(String schema, String expected) {
		assertThat(FlattenedFunctions.parameters(schema)).isEqualTo(expected);
	}

	@Test
	void droppedKeywordsAreReported() {
		FlattenedConversation flattened = FlattenedFunctions.of("""
				{"$schema":"s","type":"object","properties":{"a":{"$ref":"#/$defs/A"},"b":{"const":1}},\
				"required":["zzz"],"$defs":{"A":{"type":["string","null"],"pattern":"a","format":"email"}}}""");

		assertThat(flattened.changes().droppedKeywords()).containsExactly("$defs", "$ref", "const", "enum", "format",
				"pattern", "required", "type");
		assertThat(flattened.changes().toString()).contains("schemaKeywordsDropped=[$defs, $ref, const,");
	}

	@Test
	void droppedKeywordsOfOtherTypesAreReported() {
		FlattenedConversation flattened = FlattenedFunctions.of("""
				{"type":"object","properties":{"a":{"type":["string","object","array"],"minItems":1,\
				"properties":{"b":{"type":"string"}},"required":["b"],"items":{"type":"string"}}}}""");

		assertThat(flattened.changes().droppedKeywords()).containsExactlyInAnyOrder("type", "properties", "required",
				"items", "minItems");
	}

	@Test
	void unknownKeywordsAreReportedAsOneChange() {
		FlattenedConversation flattened = FlattenedFunctions.of("""
				{"type":"object","title":"t","x-a":1,"a\\nb forged":1,"zzz":1,"discriminator":{},"properties":{}}""");

		assertThat(flattened.changes().droppedKeywords()).containsExactly("discriminator", "other", "title");
		assertThat(flattened.changes()).hasToString("schemaKeywordsDropped=[discriminator, other, title]");
	}

	@Test
	void consecutiveNumbersAreDescribedAsARange() {
		assertProperty(
				IntStream.rangeClosed(400, 599)
					.mapToObj(Integer::toString)
					.collect(Collectors.joining(",", "{\"type\":\"integer\",\"enum\":[", "]}")),
				"{\"type\":\"integer\",\"description\":\"one of 400 to 599\"}");
	}

	@Test
	void theSameSchemaIsAdaptedOnce() {
		MessageFlattener flattener = new MessageFlattener();
		String schema = "{\"properties\":{\"a\":{\"type\":\"string\"}}}";

		assertThat(parameters(flattener, schema)).isSameAs(parameters(flattener, new String(schema.toCharArray())));
	}

	@Test
	void loneSurrogatesAreSentEscaped() {
		assertThat(FlattenedFunctions
			.parameters("{\"type\":\"object\",\"properties\":{\"\ud800\":{\"type\":\"string\"}}}"))
			.isEqualTo("{\"type\":\"object\",\"properties\":{\"\\ud800\":{\"type\":\"string\"}}}");
		assertThat(FlattenedFunctions.parameters("{\"properties\":{\"\ud800\":{\"type\":\"string\"}}}"))
			.isEqualTo("{\"type\":\"object\",\"properties\":{\"\\ud800\":{\"type\":\"string\"}}}");
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "=>", textBlock = """
			{"secret":                => not JSON, at line 1, column
			{"type":"object"} secret  => not JSON, at line 1, column
			secret                    => not JSON, at line 1, column
			["secret"]                => of type ARRAY, not a JSON Schema object, at line 1, column 1
			"secret"                  => of type STRING, not a JSON Schema object, at line 1, column 1
			false                     => of type BOOLEAN, not a JSON Schema object, at line 1, column 1
			""")
	void textThatIsNotASchemaIsRefusedWithoutQuotingIt(String schema, String words) {
		assertThatExceptionOfType(GigaChatNonTransientException.class)
			.isThrownBy(() -> FlattenedFunctions.parameters(schema))
			.withMessageStartingWith("The tool ")
			.withMessageContaining(words)
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("secret"));
	}

	private static String parameters(MessageFlattener flattener, String schema) {
		FunctionDefinition function = flattener
			.flatten(List.of(new UserMessage("Hi")), List.of(FlattenedFunctions.tool("tool", schema)),
					FlattenSettings.defaults())
			.functions()
			.get(0);
		return String.valueOf(function.parameters());
	}

	private static void assertProperty(String schema, String expected) {
		String parameters = FlattenedFunctions
			.parameters("{\"type\":\"object\",\"properties\":{\"p\":" + schema + "}}");

		assertThat(parameters).isEqualTo("{\"type\":\"object\",\"properties\":{\"p\":" + expected + "}}");
		assertThat(DialectRules.violations(parameters)).isEmpty();
	}

}
