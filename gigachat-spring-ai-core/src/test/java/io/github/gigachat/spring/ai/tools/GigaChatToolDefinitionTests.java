package io.github.gigachat.spring.ai.tools;

import java.util.Map;

import io.github.gigachat.spring.ai.GigaChatToolDefinition;
import io.github.gigachat.spring.ai.api.chat.FunctionDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.tool.definition.ToolDefinition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests tool definitions with examples and a return schema.
 */
class GigaChatToolDefinitionTests {

	@Test
	void everythingOfAnotherDefinitionIsKept() {
		ToolDefinition plain = ToolDefinition.builder().name("f").description("Does f").inputSchema("{}").build();

		GigaChatToolDefinition once = full(GigaChatToolDefinition.from(plain));
		GigaChatToolDefinition twice = GigaChatToolDefinition.from(once).build();

		assertThat(once.name()).isEqualTo("f");
		assertThat(once.description()).isEqualTo("Does f");
		assertThat(once.inputSchema()).isEqualTo("{}");
		assertThat(twice.fewShotExamples()).containsExactly(new FunctionDefinition.Example("Do f", "{\"x\":1}"),
				new FunctionDefinition.Example("Do f twice", "{\"x\": 2}"));
		assertThat(twice.returnSchema()).isEqualTo("{\"type\":\"object\"}");
		assertThat(twice).isEqualTo(once).hasSameHashCodeAs(once);
	}

	@Test
	void definitionsDifferInAnyOfTheirParts() {
		GigaChatToolDefinition definition = full(GigaChatToolDefinition.builder().name("f"));

		assertThat(GigaChatToolDefinition.from(definition).name("g").build()).isNotEqualTo(definition);
		assertThat(GigaChatToolDefinition.from(definition).description("g").build()).isNotEqualTo(definition);
		assertThat(GigaChatToolDefinition.from(definition).inputSchema("{}").build()).isNotEqualTo(definition);
		assertThat(GigaChatToolDefinition.from(definition).returnSchema(null).build()).isNotEqualTo(definition);
		assertThat(GigaChatToolDefinition.from(definition).fewShotExample("Do", "{}").build()).isNotEqualTo(definition);
	}

	@Test
	void aBuilderDoesNotChangeItsDefinitions() {
		GigaChatToolDefinition.Builder builder = GigaChatToolDefinition.builder().name("f");
		GigaChatToolDefinition definition = builder.build();

		builder.fewShotExample("Do f", "{}");

		assertThat(definition.fewShotExamples()).isEmpty();
	}

	@Test
	void aNameAloneIsEnough() {
		GigaChatToolDefinition definition = GigaChatToolDefinition.builder().name("currentWeather").build();

		assertThat(definition.description()).isEqualTo("current weather");
		assertThat(definition.fewShotExamples()).isEmpty();
		assertThat(definition.returnSchema()).isNull();
	}

	@Test
	void toStringIsShort() {
		assertThat(full(GigaChatToolDefinition.builder().name("f")))
			.hasToString("GigaChatToolDefinition[name=f, fewShotExamples=2, returnSchema=true]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "secret", "[\"secret\"]", "\"secret\"", "1", "null", "{\"secret\":", "{} {}" })
	void argumentsThatAreNoObjectAreRefused(String params) {
		GigaChatToolDefinition.Builder builder = GigaChatToolDefinition.builder()
			.name("f")
			.fewShotExample("Do f", "{}")
			.fewShotExample("Do it", params);

		assertThatIllegalArgumentException().isThrownBy(builder::build)
			.withMessageContaining("example 2 of the tool 'f'")
			.withMessageContaining("params must")
			.withMessageNotContaining("secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Weather", "[]", "true" })
	void aReturnSchemaThatIsNoObjectIsRefused(String schema) {
		GigaChatToolDefinition.Builder builder = GigaChatToolDefinition.builder().name("f").returnSchema(schema);

		assertThatIllegalArgumentException().isThrownBy(builder::build)
			.withMessageContaining("return schema of the tool 'f' must");
	}

	@Test
	void anExampleWithoutARequestAndADefinitionWithoutANameAreRefused() {
		GigaChatToolDefinition.Builder builder = GigaChatToolDefinition.builder().fewShotExample(" ", "{}");

		assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("needs a name");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.name("f").build())
			.withMessageContaining("example 1 of the tool 'f' has no request");
	}

	private static GigaChatToolDefinition full(GigaChatToolDefinition.Builder builder) {
		return builder.fewShotExample("Do f", Map.of("x", 1))
			.fewShotExample("Do f twice", "{\"x\": 2}")
			.returnSchema("{\"type\":\"object\"}")
			.build();
	}

}
