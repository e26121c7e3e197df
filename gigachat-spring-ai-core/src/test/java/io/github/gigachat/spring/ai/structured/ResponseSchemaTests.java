package io.github.gigachat.spring.ai.structured;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the schema within {@code response_format}: references are resolved and {@code
 * $schema} is removed, because the emulator refuses both. The rest is unchanged.
 */
class ResponseSchemaTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@Test
	void aListHasTheSchemaOfAnArray() {
		service.emulator().onAnyMessage().reply("[{\"text\":\"a\"},{\"text\":\"b\"}]");

		List<Line> lines = answer(new ParameterizedTypeReference<List<Line>>() {
		});

		assertThat(lines).containsExactly(new Line("a"), new Line("b"));
		assertThat(schema().path("type").asString()).isEqualTo("array");
		assertThat(schema().at("/items/properties/text/type").asString()).isEqualTo("string");
		assertThat(schema().at("/items/additionalProperties").asBoolean(true)).isFalse();
	}

	@Test
	void aMapHasTheSchemaOfAnObject() {
		service.emulator().onAnyMessage().reply("{\"x\":{\"text\":\"a\"}}");

		Map<String, Line> lines = answer(new ParameterizedTypeReference<Map<String, Line>>() {
		});

		assertThat(lines).containsExactly(Map.entry("x", new Line("a")));
		assertThat(schema().toString()).isEqualTo("{\"type\":\"object\"}");
	}

	@Test
	void aGenericRecordThatHasATypeTwice() {
		service.emulator().onAnyMessage().reply("{\"first\":{\"text\":\"a\"},\"second\":{\"text\":\"b\"}}");

		Pair<Line> pair = answer(new ParameterizedTypeReference<Pair<Line>>() {
		});

		assertThat(pair).isEqualTo(new Pair<>(new Line("a"), new Line("b")));
		JsonNode properties = schema().path("properties");
		assertThat(properties.at("/first/properties/text/type").asString()).isEqualTo("string");
		assertThat(properties.path("second")).isEqualTo(properties.path("first"));
		assertThat(schema().path("required").toString()).isEqualTo("[\"first\",\"second\"]");
	}

	@Test
	void aRecordThatRefersToItselfIsCut() {
		service.emulator().onAnyMessage().reply("{\"name\":\"a\",\"parts\":[{\"name\":\"b\",\"parts\":[]}]}");

		Part part = answer(new ParameterizedTypeReference<Part>() {
		});

		assertThat(part).isEqualTo(new Part("a", List.of(new Part("b", List.of()))));
		JsonNode inner = schema().at("/properties/parts/items");
		assertThat(inner.path("properties").propertyNames()).containsExactly("name", "parts");
		assertThat(inner.at("/properties/parts/items").toString()).isEqualTo("""
				{"description":"recursive: again the root, whose own parts are left out here","type":"object"}""");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{ \"type\" : \"object\", \"$defs\" : {} }", """
			{"type":"object","properties":{"$ref":{"type":"string"},"$schema":{"const":{"$ref":"#"}}},
				"anyOf":[{"minProperties":1.0}],"x-vendor":[1],"title":"t"}""" })
	void aSchemaWithoutReferencesAndVersionIsSentUnchanged(String schema) {
		ask(schema);

		assertThat(service.emulator().lastChatRequest().body()).contains("\"schema\":" + schema);
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "=>",
			textBlock = """
					{"$ref":"#/$defs/A"}                            => {"type":"string","minLength":2,"title":"A"}
					{"$ref":"#/$defs/A","title":"B","pattern":"b"}  => {"title":"B","pattern":"b","type":"string","minLength":2}
					{"$ref":"#/$defs/A","type":"string"}            => {"type":"string","minLength":2,"title":"A"}
					{"$ref":"#/$defs/A","minLength":1}              => {"minLength":1,"allOf":[{"type":"string","minLength":2,"title":"A"}]}
					{"$ref":"#/$defs/O","properties":{"b":true}}    => {"properties":{"b":true},"allOf":[{"properties":{"a":{}}}]}
					{"$ref":"#/$defs/yes","minLength":1}            => {"minLength":1}
					{"$ref":"#/$defs/no"}                           => {"not":{}}
					{"$ref":"#/nope","description":"d"}             => {"description":"d (as #/nope defines it)"}
					{"anyOf":[{"$ref":"#here"},{"type":"null"}]}    => {"anyOf":[{"multipleOf":1E+400},{"type":"null"}]}
					{"items":[{"$ref":"#/$defs/yes"},false]}        => {"items":[{},false]}
					{"default":{"$ref":"#"},"$anchor":"x"}          => {"default":{"$ref":"#"}}
					""")
	void referencesAreResolved(String property, String expected) {
		ask("""
				{"$schema":"s","type":"object","properties":{"p":%s},"$defs":{\
				"A":{"type":"string","minLength":2,"title":"A"},"O":{"properties":{"a":{}}},"yes":true,"no":false,\
				"N":{"$anchor":"here","multipleOf":1e400}}}""".formatted(property));

		assertThat(service.emulator().lastChatRequest().body())
			.contains("\"schema\":{\"type\":\"object\",\"properties\":{\"p\":" + expected + "}}");
	}

	@Test
	void aSchemaThatExpandsToMillionsOfPropertiesIsCut() {
		String types = IntStream.range(0, 40)
			.mapToObj((i) -> """
					"T%d":{"type":"object","properties":{"a":{"$ref":"#/$defs/T%d"},"b":{"$ref":"#/$defs/T%d"}}}"""
				.formatted(i, i + 1, i + 1))
			.collect(Collectors.joining(","));

		ask("{\"$ref\":\"#/$defs/T0\",\"$defs\":{" + types + ",\"T40\":{\"type\":\"string\"}}}");

		assertThat(schema().toString()).hasSizeBetween(1_000, 100_000)
			.contains("whose parts are left out, the schema being too large");
	}

	private static <T> T answer(ParameterizedTypeReference<T> type) {
		return ChatClient.create(service.model())
			.prompt("Well?")
			.call()
			.entity(type, (spec) -> spec.useProviderStructuredOutput());
	}

	private static void ask(String schema) {
		service.model().call(new Prompt("Well?", GigaChatOptions.builder().outputSchema(schema).build()));
	}

	private static JsonNode schema() {
		return JsonMapper.shared()
			.readTree(service.emulator().lastChatRequest().body())
			.path("response_format")
			.path("schema");
	}

	record Line(String text) {
	}

	record Pair<T>(T first, T second) {
	}

	record Part(String name, List<Part> parts) {
	}

}
