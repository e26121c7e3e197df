package io.github.gigachat.spring.boot.autoconfigure;

import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatEmbeddingOptions;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.boot.autoconfigure.failure.InvalidGigaChatConfigurationException;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.ai.document.Document;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.observation.DefaultEmbeddingModelObservationConvention;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationConvention;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the properties of embeddings apply to requests.
 */
class EmbeddingAutoConfigurationTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension gigachat = GigaChatEmulatorExtension
		.with((settings) -> settings.embeddingModel("Mine", 3, 100));

	private final GigaChatEmulator emulator = gigachat.emulator();

	@Test
	void usesTheDefaultModelWithoutProperties() {
		Runners.applicationOf(this.emulator).run((context) -> {
			EmbeddingModel model = context.getBean(EmbeddingModel.class);

			assertThat(model.dimensions()).isEqualTo(1024);
			assertThat(this.emulator.requests()).isEmpty();
			assertThat(model.embed("hello")).hasSize(1024);
			assertThat(this.emulator.embeddingRequests()).singleElement()
				.satisfies((request) -> assertThat(request.body())
					.isEqualTo("{\"model\":\"Embeddings\",\"input\":[\"hello\"]}"));
		});
	}

	@Test
	void thePropertiesApplyToEveryCall() {
		Document document = new Document("hello", Map.of("title", "greeting"));
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.ai.gigachat.embedding.model= Mine ",
					"spring.ai.gigachat.embedding.dimensions=3", "spring.ai.gigachat.embedding.batch-size=2",
					"spring.ai.gigachat.embedding.metadata-mode=none", "spring.ai.gigachat.max-concurrent-requests=1")
			.run((context) -> {
				EmbeddingModel model = context.getBean(EmbeddingModel.class);

				assertThat(model.dimensions()).isEqualTo(3);
				model.embed(List.of("a", "b", "c"));
				model.embed(document);

				assertThat(this.emulator.embeddingRequests()).extracting((request) -> request.body())
					.startsWith("{\"model\":\"Mine\",\"input\":[\"a\",\"b\"]}",
							"{\"model\":\"Mine\",\"input\":[\"c\"]}")
					.last()
					.asString()
					.doesNotContain("greeting");
				assertThat(document.getFormattedContent(MetadataMode.EMBED)).contains("greeting");
			});
	}

	@Test
	void blankValuesCountAsAbsent() {
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.ai.gigachat.embedding.model=", "spring.ai.gigachat.embedding.dimensions=",
					"spring.ai.gigachat.embedding.batch-size= ", "spring.ai.gigachat.embedding.metadata-mode=")
			.run((context) -> assertThat(context).hasNotFailed()
				.getBean(GigaChatEmbeddingModel.class)
				.extracting(GigaChatEmbeddingModel::getOptions)
				.isEqualTo(GigaChatEmbeddingOptions.builder().model("Embeddings").build()));
	}

	@ParameterizedTest
	@CsvSource({ "dimensions=512,'dimensions is 512, but those of Embeddings are 1024'",
			"dimensions=0,dimensions has to be at least 1", "batch-size=0,batch-size has to be at least 1" })
	void aWrongValueFailsTheStartAndIsNamed(String property, String words) {
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.ai.gigachat.embedding." + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining(words)
				.satisfies((cause) -> assertThat(context.getStartupFailure())
					.hasStackTraceContaining(InvalidGigaChatConfigurationException.class.getName()
							+ ": spring.ai.gigachat.embedding." + words)));
	}

	@Test
	void theApplicationsModelIsUsed() {
		Runners.application()
			.withPropertyValues("spring.ai.model.chat=none", "spring.ai.model.embedding=gigachat")
			.withBean(GigaChatEmbeddingModel.class,
					() -> GigaChatEmbeddingModel.builder()
						.options(GigaChatEmbeddingOptions.builder().model("Mine").build())
						.credentials(GigaChatCredentials.none())
						.build())
			.run((context) -> assertThat(context.getBean(GigaChatEmbeddingModel.class).getOptions().getModel())
				.isEqualTo("Mine"));
	}

	@Test
	void theApplicationsRegistryAndConventionObserveIt() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		Runners.applicationOf(this.emulator)
			.withBean(ObservationRegistry.class, () -> registry)
			.withBean(EmbeddingModelObservationConvention.class, NamedConvention::new)
			.run((context) -> {
				context.getBean(EmbeddingModel.class).embed("hello");

				TestObservationRegistryAssert.assertThat(registry)
					.hasObservationWithNameEqualTo("my.embeddings")
					.that()
					.hasLowCardinalityKeyValue("gen_ai.system", "gigachat")
					.hasBeenStopped();
			});
	}

	/** A convention with a name of its own. */
	private static final class NamedConvention extends DefaultEmbeddingModelObservationConvention {

		@Override
		public String getName() {
			return "my.embeddings";
		}

	}

}
