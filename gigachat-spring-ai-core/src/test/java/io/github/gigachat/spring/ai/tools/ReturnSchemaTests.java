package io.github.gigachat.spring.ai.tools;

import java.awt.image.BufferedImage;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.gigachat.spring.ai.GigaChatToolDefinition;
import io.github.gigachat.spring.ai.GigaChatTools;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.execution.ToolCallResultConverter;
import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests return schemas that are derived from the return type of a tool's method.
 */
class ReturnSchemaTests {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Type LIST = new ParameterizedTypeReference<List<Person>>() {
	}.getType();

	@ParameterizedTest
	@ValueSource(strings = { "record", "bean", "maybe", "generic", "found" })
	void anObjectIsDescribedByItsProperties(String tool) {
		assertThat(schema(tool).path("type").asString()).isEqualTo("object");
		assertThat(schema(tool).path("properties").path("name").path("type").asString()).isEqualTo("string");
	}

	@Test
	void aListIsWrappedInAnObject() {
		for (String tool : List.of("list", "set", "array")) {
			JsonNode result = schema(tool).path("properties").path("result");
			assertThat(result.path("type").asString()).as(tool).isEqualTo("array");
			assertThat(result.path("items").path("properties").has("name")).as(tool).isTrue();
		}
	}

	@Test
	void anEnumIsWrappedInAnObject() {
		JsonNode result = schema("choice").path("properties").path("result");

		assertThat(result.path("enum")).isEqualTo(JSON.readTree("[\"YES\",\"NO\"]"));
	}

	@Test
	void aMapIsDescribedByItsValues() {
		assertThat(schema("map").propertyNames()).containsExactlyInAnyOrder("$schema", "type", "additionalProperties");
		assertThat(schema("map").path("additionalProperties").path("properties").has("name")).isTrue();
		assertThat(schema("mapOfTrees").path("additionalProperties").path("$ref").asString()).isEqualTo("#/$defs/Node");
		assertThat(schema("mapOfTrees").path("$defs").path("Node").path("properties").has("children")).isTrue();
	}

	@Test
	void aRecursiveTypeIsDescribed() {
		assertThat(schema("mapOfItself").path("type").asString()).isEqualTo("object");
		assertThat(schema("tree").path("properties").has("children")).isTrue();
		assertThat(schema("forest").path("properties").path("result").path("type").asString()).isEqualTo("array");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nothing", "text", "number", "boxed", "truth", "date", "bytes", "anything", "anyMap",
			"mapOfNumbers", "json", "image", "later", "mono", "converted", "wildcard", "textual", "textuals",
			"withTextual", "spoken", "withSpoken" })
	void aTypeWithoutAReturnSchemaIsNotDescribed(String tool) {
		assertThat(definition(tool).returnSchema()).isNull();
	}

	@Test
	void aTypeWithoutAReturnSchemaIsRefusedIfRequested() {
		GigaChatToolDefinition.Builder builder = GigaChatToolDefinition.builder().name("f");

		assertThatIllegalArgumentException().isThrownBy(() -> builder.returnType(String.class))
			.withMessageContaining("java.lang.String")
			.withMessageContaining("returnSchema");
		assertThat(builder.returnType(LIST).build().returnSchema()).contains("\"result\"");
	}

	private static JsonNode schema(String tool) {
		String schema = definition(tool).returnSchema();
		assertThat(schema).as(tool).isNotNull();
		return JSON.readTree(schema);
	}

	private static GigaChatToolDefinition definition(String tool) {
		return Arrays.stream(GigaChatTools.from(new Tools()).getToolCallbacks())
			.map((callback) -> (GigaChatToolDefinition) callback.getToolDefinition())
			.filter((definition) -> definition.name().equals(tool))
			.findAny()
			.orElseThrow();
	}

	enum Choice {

		YES, NO

	}

	record Person(String name, LocalDate born) {
	}

	record Page<T>(T name, int number) {
	}

	record Money(long cents) {

		@JsonValue
		String text() {
			return this.cents + " cents";
		}

	}

	record Bill(String name, List<Money> parts) {
	}

	enum Spoken {

		YES, NO;

		@JsonValue
		String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	record Node(String name, List<Node> children) {
	}

	@SuppressWarnings("serial")
	static class Nested extends HashMap<String, Nested> {

	}

	static class Bean {

		private String name = "";

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

	}

	public static class Upper implements ToolCallResultConverter {

		@Override
		public String convert(Object result, Type returnType) {
			return "\"converted\"";
		}

	}

	interface Finder<T> {

		@Tool
		default @Nullable T found() {
			return null;
		}

	}

	static class Tools implements Finder<Person> {

		@Tool(name = "record")
		Person person() {
			return null;
		}

		@Tool
		Bean bean() {
			return null;
		}

		@Tool
		Optional<Person> maybe() {
			return null;
		}

		@Tool
		Page<String> generic() {
			return null;
		}

		@Tool
		List<Person> list() {
			return null;
		}

		@Tool
		Set<Person> set() {
			return null;
		}

		@Tool
		Person[] array() {
			return null;
		}

		@Tool
		Choice choice() {
			return null;
		}

		@Tool
		Map<String, Person> map() {
			return null;
		}

		@Tool
		Map<String, Node> mapOfTrees() {
			return null;
		}

		@Tool
		Nested mapOfItself() {
			return null;
		}

		@Tool
		Map<String, Integer> mapOfNumbers() {
			return null;
		}

		@Tool
		Node tree() {
			return null;
		}

		@Tool
		List<Node> forest() {
			return null;
		}

		@Tool
		void nothing() {
		}

		@Tool
		String text() {
			return null;
		}

		@Tool
		int number() {
			return 0;
		}

		@Tool
		Long boxed() {
			return null;
		}

		@Tool
		boolean truth() {
			return false;
		}

		@Tool
		LocalDate date() {
			return null;
		}

		@Tool
		byte[] bytes() {
			return null;
		}

		@Tool
		Object anything() {
			return null;
		}

		@Tool
		Map<String, Object> anyMap() {
			return null;
		}

		@Tool
		JsonNode json() {
			return null;
		}

		@Tool
		BufferedImage image() {
			return null;
		}

		@Tool
		CompletableFuture<Person> later() {
			return null;
		}

		@Tool
		Mono<Person> mono() {
			return null;
		}

		@Tool(resultConverter = Upper.class)
		Person converted() {
			return null;
		}

		@Tool
		Optional<?> wildcard() {
			return null;
		}

		@Tool
		Money textual() {
			return null;
		}

		@Tool
		List<Money> textuals() {
			return null;
		}

		@Tool
		Map<String, Bill> withTextual() {
			return null;
		}

		@Tool
		Spoken spoken() {
			return null;
		}

		@Tool
		Page<Spoken> withSpoken() {
			return null;
		}

	}

}
