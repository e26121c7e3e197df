package io.github.gigachat.samples.gateway.embeddings;

import java.util.Map;

import io.github.gigachat.samples.gateway.chat.BlockingCalls;
import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.error.FailureErrors;
import io.github.gigachat.samples.gateway.models.ModelRoute;
import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatEmbeddingOptions;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.boot.GigaChatConnections;
import reactor.core.publisher.Mono;

import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Embeds texts by the provider. A client that leaves interrupts the requests to the
 * service.
 */
@Component
class EmbeddingsService implements DisposableBean {

	/** The number of requests that block a thread at the same time. */
	private static final int THREADS = Math.max(16, 4 * Runtime.getRuntime().availableProcessors());

	private static final int QUEUE_OF_A_THREAD = 64;

	private final GigaChatConnections connections;

	private final BlockingCalls calls = new BlockingCalls("embeddings", THREADS, QUEUE_OF_A_THREAD,
			"requests for embeddings");

	EmbeddingsService(GigaChatConnections connections) {
		this.connections = connections;
	}

	/**
	 * Embeds the texts of a request.
	 * @param headers the headers that accompany the requests to the service
	 * @return the vectors, or an {@link ApiException}: with status 503 if too many
	 * requests wait
	 * @throws ApiException if the number of dimensions is not that of the model
	 */
	Mono<EmbeddingResponse> embed(EmbeddingsCall call, ModelRoute route, Map<String, String> headers) {
		GigaChatEmbeddingOptions options = GigaChatEmbeddingOptions.builder()
			.model(route.model())
			.dimensions(call.dimensions())
			.headers(headers)
			.build();
		if (call.dimensions() != null) {
			checkDimensions(options);
		}
		return Mono.defer(() -> {
			long begun = System.nanoTime();
			return this.calls
				.make(() -> this.connections.embeddingModel(route.upstream())
					.call(new EmbeddingRequest(call.texts(), options)))
				.onErrorMap(GigaChatFailure.class::isInstance,
						(failure) -> new ApiException(error((GigaChatFailure) failure, call, route, begun), failure));
		});
	}

	/** Refuses what the provider knows to be wrong before anything is sent and billed. */
	private static void checkDimensions(GigaChatEmbeddingOptions options) {
		try {
			GigaChatEmbeddingModel.builder().options(options);
		}
		catch (IllegalArgumentException ex) {
			throw ApiException.invalid(EmbeddingsCall.DIMENSIONS, "dimensions is not that of the model, whose vectors"
					+ " have a fixed number of dimensions. Leave it out, or choose another model");
		}
	}

	private ApiError error(GigaChatFailure failure, EmbeddingsCall call, ModelRoute route, long begun) {
		if (failure.kind() == FailureKind.TIMEOUT && System.nanoTime()
				- begun >= this.connections.api(route.upstream()).settings().callTimeout().toNanos()) {
			return ApiError.of(424, "upstream_error", "upstream_timeout",
					"The embeddings took longer than this gateway waits for them. Send fewer texts in a request");
		}
		if (failure.kind() == FailureKind.TOO_LARGE && failure.details().option() == null) {
			return ApiError.invalid(EmbeddingsCall.INPUT, "A text of input is too long for the model. Split it")
				.withCode("context_length_exceeded");
		}
		return FailureErrors.of(failure, call::place);
	}

	@Override
	public void destroy() {
		this.calls.close();
	}

}
