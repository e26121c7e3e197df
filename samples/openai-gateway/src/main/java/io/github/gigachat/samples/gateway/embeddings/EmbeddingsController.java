package io.github.gigachat.samples.gateway.embeddings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.gigachat.samples.gateway.access.Caller;
import io.github.gigachat.samples.gateway.access.SessionId;
import io.github.gigachat.samples.gateway.json.JsonBody;
import io.github.gigachat.samples.gateway.models.ModelRoute;
import io.github.gigachat.samples.gateway.models.ModelRouter;
import io.github.gigachat.samples.gateway.web.AnswerHeaders;
import io.github.gigachat.samples.gateway.web.IgnoredFields;
import io.github.gigachat.samples.gateway.web.JsonAnswers;
import io.github.gigachat.samples.gateway.web.RequestBodies;
import io.github.gigachat.samples.gateway.web.ShutdownDeadline;
import io.github.gigachat.samples.gateway.web.UpstreamHeaders;
import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/**
 * The endpoint of the embeddings API.
 */
@RestController
class EmbeddingsController {

	private final RequestBodies bodies;

	private final IgnoredFields ignoredFields;

	private final ModelRouter router;

	private final EmbeddingsService embeddings;

	private final ShutdownDeadline deadline;

	EmbeddingsController(RequestBodies bodies, IgnoredFields ignoredFields, ModelRouter router,
			EmbeddingsService embeddings, ShutdownDeadline deadline) {
		this.bodies = bodies;
		this.ignoredFields = ignoredFields;
		this.router = router;
		this.embeddings = embeddings;
		this.deadline = deadline;
	}

	@PostMapping("/embeddings")
	Mono<Void> embed(ServerWebExchange exchange) {
		AnswerHeaders headers = new AnswerHeaders(exchange.getResponse().getHeaders());
		return this.bodies.handle(exchange, (body) -> {
			EmbeddingsCall call = EmbeddingsReader.read(JsonBody.parse(body));
			Caller caller = Caller.of(exchange);
			ModelRoute route = this.router.routeEmbeddings(call.model(), caller);
			this.ignoredFields.report(call.ignored(), exchange.getResponse());
			headers.sent();
			Mono<EmbeddingResponse> answer = this.embeddings.embed(call, route,
					upstreamHeaders(call, caller, exchange));
			return this.deadline.within(answer).flatMap((response) -> {
				charge(caller, response.getMetadata().getUsage());
				headers.answered(requestId(response));
				return JsonAnswers.write(exchange.getResponse(),
						EmbeddingsWriter.write(response, route.asked(), call.base64()));
			});
		});
	}

	private static Map<String, String> upstreamHeaders(EmbeddingsCall call, Caller caller, ServerWebExchange exchange) {
		Map<String, String> headers = new LinkedHashMap<>(UpstreamHeaders.of(exchange));
		String key = UpstreamHeaders.session(exchange.getRequest().getHeaders());
		String session = SessionId.of(caller, (key != null) ? key : call.session());
		if (session != null) {
			headers.put("X-Session-ID", session);
		}
		return headers;
	}

	private static void charge(Caller caller, Usage usage) {
		if (!(usage instanceof EmptyUsage)) {
			caller.charge(usage.getTotalTokens());
		}
	}

	private static @Nullable String requestId(EmbeddingResponse response) {
		return (response.getMetadata().get(GigaChatEmbeddingModel.REQUEST_IDS) instanceof List<?> ids && !ids.isEmpty())
				? String.valueOf(ids.get(0)) : null;
	}

}
