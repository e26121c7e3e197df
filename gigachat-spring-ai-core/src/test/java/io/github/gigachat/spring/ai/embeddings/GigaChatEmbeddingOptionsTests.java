package io.github.gigachat.spring.ai.embeddings;

import java.util.Map;

import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatEmbeddingOptions;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.fixtures.EmbeddingWire;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests the dimensions of the models, and the merging of options.
 */
@Timeout(60)
class GigaChatEmbeddingOptionsTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService
		.overHttp((emulator) -> emulator.embeddingModel("Mine", 3, 100));

	@ParameterizedTest
	@CsvSource({ "Embeddings,1024", "Embeddings-2,1024", "EmbeddingsGigaR,2560", "GigaEmbeddings-3B-2025-09,2048" })
	void theDimensionsOfTheServicesModelsAreKnown(String name, int dimensions) {
		assertThat(model(GigaChatEmbeddingOptions.builder().model(name).build()).dimensions()).isEqualTo(dimensions);
		assertThat(service.emulator().requests()).isEmpty();
	}

	@Test
	void theDimensionsOfAnotherModelCanBeConfigured() {
		GigaChatEmbeddingModel model = model(GigaChatEmbeddingOptions.builder().model("Mine").dimensions(3).build());

		assertThat(model.dimensions()).isEqualTo(3);
		assertThat(service.emulator().requests()).isEmpty();
		assertThat(model.embed("text")).hasSize(3);
	}

	@Test
	void theDimensionsOfAnotherModelAreRequestedOnce() {
		GigaChatEmbeddingModel model = model(GigaChatEmbeddingOptions.builder().model("Mine").build());

		assertThat(model.dimensions()).isEqualTo(3);
		assertThat(model.dimensions()).isEqualTo(3);
		assertThat(service.emulator().embeddingRequests()).hasSize(1);
	}

	@Test
	void theDimensionsOfAnotherModelAreSeenInItsAnswers() {
		GigaChatEmbeddingModel model = model(GigaChatEmbeddingOptions.builder().model("Mine").build());
		model.embed("text");

		assertThat(model.dimensions()).isEqualTo(3);
		assertThat(service.emulator().embeddingRequests()).hasSize(1);
	}

	@Test
	void dimensionsThatDifferFromTheConfiguredOnesAreAnError() {
		GigaChatEmbeddingModel model = model(GigaChatEmbeddingOptions.builder().model("Mine").dimensions(4).build());

		assertThatExceptionOfType(GigaChatNonTransientException.class).isThrownBy(() -> model.embed("text"))
			.withMessage("dimensions is 4, but a vector of Mine has 3."
					+ " Correct the option, or the property spring.ai.gigachat.embedding.dimensions")
			.satisfies((failure) -> assertThat(failure.option()).isEqualTo("dimensions"));
	}

	@Test
	void headersOfTheOptionsAreSentWithThoseOfTheModel() {
		GigaChatEmbeddingModel model = model(GigaChatEmbeddingOptions.builder()
			.headers(Map.of("X-Client-ID", "all", "X-Service", "search"))
			.build());

		ask(model, GigaChatEmbeddingOptions.builder().headers(Map.of("x-client-id", "anna")).build(), 1);
		ask(model, EmbeddingOptions.builder().build(), 1);

		assertThat(service.emulator().embeddingRequests())
			.extracting((request) -> request.header("X-Client-ID") + " " + request.header("X-Service"))
			.containsExactly("anna search", "all search");
		assertThat(model.getOptions().toString()).contains("X-Client-ID").doesNotContain("search");
		assertThat(model.getOptions().mutate().build()).isEqualTo(model.getOptions());
		assertThat(model.getOptions()).isNotEqualTo(model.getOptions().mutate().headers(null).build());
	}

	@Test
	void portableOptionsOverrideTheModelsAndTheRestIsKept() {
		GigaChatEmbeddingModel model = model(GigaChatEmbeddingOptions.builder().model("Mine").batchSize(2).build());

		ask(model, EmbeddingOptions.builder().model("Embeddings-2").build(), 3);
		ask(model, GigaChatEmbeddingOptions.builder().batchSize(3).build(), 3);
		ask(model, EmbeddingOptions.builder().build(), 1);

		assertThat(service.emulator().embeddingRequests())
			.extracting((request) -> EmbeddingWire.body(request).path("model").asString() + " "
					+ EmbeddingWire.input(request).size())
			.hasSize(4)
			.containsExactlyInAnyOrder("Embeddings-2 2", "Embeddings-2 1", "Mine 3", "Mine 1");
	}

	@Test
	void theModelOfAnotherProvidersOptionsIsIgnored() {
		ask(service.embeddingModel(), new OtherOptions(), 1);

		assertThat(EmbeddingWire.body(service.emulator().embeddingRequests().get(0)).path("model").asString())
			.isEqualTo("Embeddings");
	}

	@Test
	void dimensionsThatTheModelDoesNotHaveAreNotTaken() {
		EmbeddingResponse response = ask(service.embeddingModel(), EmbeddingOptions.builder().dimensions(256).build(),
				1);

		assertThat(response.getResult().getOutput()).hasSize(1024);
		assertThat(EmbeddingWire.body(service.emulator().embeddingRequests().get(0)).propertyNames())
			.containsExactly("model", "input");
	}

	@Test
	void invalidOptionsAreRefused() {
		GigaChatEmbeddingModel.Builder builder = GigaChatEmbeddingModel.builder();

		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder.options(GigaChatEmbeddingOptions.builder().dimensions(512).build()))
			.withMessage(
					"dimensions is 512, but those of Embeddings are 1024, which the service does not let a client change");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder.options(GigaChatEmbeddingOptions.builder().model("Mine").dimensions(0).build()))
			.withMessageContaining("dimensions has to be at least 1");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder.options(GigaChatEmbeddingOptions.builder().batchSize(0).build()))
			.withMessageContaining("batch-size has to be at least 1");
		assertThatExceptionOfType(GigaChatNonTransientException.class)
			.isThrownBy(() -> ask(service.embeddingModel(), GigaChatEmbeddingOptions.builder().batchSize(0).build(), 1))
			.withMessage("batch-size has to be at least 1, but is 0."
					+ " Correct the option, or the property spring.ai.gigachat.embedding.batch-size")
			.satisfies((failure) -> assertThat(failure.option()).isEqualTo("batch-size"));
		assertThatIllegalStateException().isThrownBy(builder::build);
	}

	private static GigaChatEmbeddingModel model(GigaChatEmbeddingOptions options) {
		return GigaChatEmbeddingModel.builder().api(service.api((api) -> api)).options(options).build();
	}

	private static EmbeddingResponse ask(GigaChatEmbeddingModel model, EmbeddingOptions options, int texts) {
		return model.call(new EmbeddingRequest(EmbeddingWire.texts(texts), options));
	}

	/** Options as another provider has them. */
	private static final class OtherOptions implements EmbeddingOptions {

		@Override
		public String getModel() {
			return "text-embedding-3-large";
		}

		@Override
		public Integer getDimensions() {
			return 3072;
		}

	}

}
