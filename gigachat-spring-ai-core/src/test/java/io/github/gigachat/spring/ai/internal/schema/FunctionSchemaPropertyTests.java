package io.github.gigachat.spring.ai.internal.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import org.springframework.ai.tool.definition.ToolDefinition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the schema, what goes out is in the service's dialect.
 */
class FunctionSchemaPropertyTests {

	/** More than this, and it is no longer a tool's description but a document. */
	private static final int LONGEST = 200_000;

	private static StrictService service;

	@BeforeContainer
	static void start() {
		service = new StrictService();
	}

	@AfterContainer
	static void stop() {
		service.close();
	}

	@Property(tries = 10_000)
	void anySchemaIsSentInTheDialect(@ForAll("schemas") String schema) {
		String parameters = FlattenedFunctions.parameters(schema);

		assertThat(DialectRules.violations(parameters)).as(schema + "\n" + parameters).isEmpty();
		assertThat(parameters).hasSizeLessThan(LONGEST);
	}

	@Property(tries = 10_000)
	void aSchemaInTheDialectIsSentUnchanged(@ForAll("schemas") String schema) {
		String parameters = FlattenedFunctions.parameters(schema);

		FlattenedConversation again = FlattenedFunctions.of(parameters);

		assertThat(again.functions().get(0).parameters()).as(schema).isEqualTo(parameters);
		assertThat(again.changes().isEmpty()).isTrue();
	}

	@Property(tries = 10_000)
	void eachNameValueAndPatternOfABoundedSchemaIsKept(@ForAll("bounded") BoundedSchemas.Sample sample) {
		String parameters = FlattenedFunctions.parameters(sample.schema());

		assertThat(sample.told().stream().filter((word) -> !parameters.contains(word)))
			.as(sample.schema() + "\n" + parameters)
			.isEmpty();
	}

	@Property(tries = 200)
	void theStrictServiceAcceptsThem(@ForAll("batches") List<String> schemas) {
		List<ToolDefinition> tools = new ArrayList<>();
		schemas.forEach((schema) -> tools.add(FlattenedFunctions.tool("tool" + tools.size(), schema)));

		service.offer(tools);

		assertThat(service.offered()).hasSize(schemas.size());
	}

	@Provide
	Arbitrary<String> schemas() {
		return Arbitraries.randomValue((random) -> new GeneratedSchemas(random).next());
	}

	@Provide
	Arbitrary<BoundedSchemas.Sample> bounded() {
		return Arbitraries.randomValue((random) -> new BoundedSchemas(random).next());
	}

	@Provide
	Arbitrary<List<String>> batches() {
		return Arbitraries.randomValue(FunctionSchemaPropertyTests::batch);
	}

	private static List<String> batch(Random random) {
		List<String> batch = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			batch.add(new GeneratedSchemas(random).next());
		}
		return batch;
	}

}
