package io.github.gigachat.spring.ai.internal.schema;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.annotation.ToolParam;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Spring AI generates of types and of methods is accepted.
 */
class GeneratedToolSchemasTests {

	private final StrictService service = new StrictService();

	@AfterEach
	void stop() {
		this.service.close();
	}

	@Test
	void adaptsTheSchemaOfARecord() {
		JsonNode order = accepted(FunctionToolCallback.builder("order", (Order placed) -> "done")
			.description("Orders")
			.inputType(Order.class)
			.build());

		assertThat(order.at("/properties/size/enum").toString()).isEqualTo("[\"SMALL\",\"LARGE\"]");
		assertThat(order.at("/properties/day/format").asString()).isEqualTo("date");
		assertThat(order.at("/properties/at/format").asString()).isEqualTo("date-time");
		assertThat(order.at("/properties/lines/items/properties/article/type").asString()).isEqualTo("string");
		assertThat(order.at("/properties/lines/items/properties/article/description").asString()).isEqualTo("Its name");
		assertThat(order.at("/properties/grid/items/items/type").asString()).isEqualTo("integer");
		assertThat(order.at("/properties/prices/type").asString()).isEqualTo("object");
		assertThat(order.at("/properties/parent/properties/parent/type").asString()).isEqualTo("object");
	}

	@Test
	void adaptsTheSchemaOfAMethod() {
		for (ToolCallback tool : ToolCallbacks.from(new Methods())) {
			JsonNode parameters = accepted(tool);

			assertThat(parameters.path("type").asString()).isEqualTo("object");
		}
	}

	@Test
	void adaptsAMethodsRecursiveParameter() {
		JsonNode tree = accepted(method("tree")).at("/properties/tree");

		assertThat(tree.at("/properties/children/items/properties").propertyNames()).containsExactly("children",
				"named", "value");
		assertThat(tree.at("/properties/children/items/properties/children/items/description").asString())
			.isEqualTo("recursive: again tree, whose own parts are left out here");
	}

	@Test
	void adaptsAMethodsListOfARecursiveType() {
		JsonNode trees = accepted(method("forest")).at("/properties/trees");

		assertThat(trees.path("type").asString()).isEqualTo("array");
		assertThat(trees.at("/items/properties/children/type").asString()).isEqualTo("array");
		assertThat(trees.at("/items/properties/children/items/properties").propertyNames()).contains("value");
	}

	@Test
	void adaptsSeveralRecursiveParameters() {
		JsonNode parameters = accepted(method("graft"));

		assertThat(parameters.at("/properties/tree/properties/children/items/properties").propertyNames())
			.contains("value");
		assertThat(parameters.at("/properties/firm/properties/office/properties/firm/properties").propertyNames())
			.contains("name", "office", "branch");
		assertThat(parameters.at("/properties/firm/properties/branch/properties/firm/properties").propertyNames())
			.contains("name", "office", "branch");
	}

	@Test
	void adaptsARecursiveTypeAsTheRoot() {
		JsonNode tree = accepted(FunctionToolCallback.builder("tree", (Tree planted) -> "done")
			.description("Plants")
			.inputType(Tree.class)
			.build());

		assertThat(tree.at("/properties/children/items/properties").propertyNames()).containsExactly("children",
				"named", "value");
	}

	@Test
	void adaptsATypeThatIsNotAnObject() {
		accepted(FunctionToolCallback.builder("text", (String text) -> text)
			.description("Says it")
			.inputType(String.class)
			.build());
	}

	@Test
	void resolvesTheDefinitionsOfAParameter() {
		JsonNode parameters = accepted(ToolCallbacks.from(new Choices())[0]);

		assertThat(parameters.at("/properties/choice/properties/first/enum").toString())
			.isEqualTo("[\"SMALL\",\"LARGE\"]");
		assertThat(parameters.at("/properties/choice/properties/second"))
			.isEqualTo(parameters.at("/properties/choice/properties/first"));
	}

	private static ToolCallback method(String name) {
		return Arrays.stream(ToolCallbacks.from(new Methods()))
			.filter((tool) -> tool.getToolDefinition().name().equals(name))
			.findAny()
			.orElseThrow();
	}

	private JsonNode accepted(ToolCallback tool) {
		ToolDefinition definition = tool.getToolDefinition();
		this.service.offer(List.of(definition));
		String parameters = this.service.offered().get(0).parameters();
		assertThat(DialectRules.violations(parameters)).as(definition.inputSchema()).isEmpty();
		return JsonMapper.shared().readTree(parameters);
	}

	enum Size {

		SMALL, LARGE

	}

	record Line(@JsonPropertyDescription("Its name") String article, int count, @Nullable BigDecimal price) {
	}

	record Order(UUID id, Size size, List<Line> lines, Map<String, Integer> prices, Map<String, Line> byName,
			Optional<String> note, LocalDate day, LocalTime time, Instant at, Duration within, List<List<Integer>> grid,
			Set<Size> sizes, @Nullable Order parent, boolean paid, double weight, long number, Object anything) {
	}

	static class Methods {

		@Tool(description = "No parameters")
		String none() {
			return "";
		}

		@Tool(description = "Some parameters")
		String some(@ToolParam(description = "How many") int count, @ToolParam(required = false) String name,
				List<Line> lines, Map<String, List<Size>> sizes, @Nullable LocalDate day) {
			return count + name + lines + sizes + day;
		}

		@Tool(description = "A tree")
		String tree(Tree tree) {
			return tree.toString();
		}

		@Tool(description = "Trees")
		String forest(List<Tree> trees) {
			return trees.toString();
		}

		@Tool(description = "Two that refer to themselves")
		String graft(Tree tree, Firm firm) {
			return tree + firm.toString();
		}

	}

	record Choice(Size first, Size second) {
	}

	static class Choices {

		@Tool(description = "Chooses")
		String choose(Choice choice) {
			return choice.toString();
		}

	}

	record Firm(String name, Office office, Office branch) {
	}

	record Office(String town, Firm firm) {
	}

	record Tree(String value, List<Tree> children, Map<String, Tree> named) {
	}

}
