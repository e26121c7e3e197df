package io.github.gigachat.samples.gateway.web;

import java.util.List;
import java.util.Objects;

import io.github.gigachat.samples.gateway.dialect.ChatDialect;
import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ErrorFormat;
import io.github.gigachat.samples.gateway.openai.OpenAiErrorFormat;
import reactor.core.publisher.Mono;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;

/**
 * Answers failed requests in the form of their endpoint.
 */
@Component
@Order(-2) // before the error pages of Spring Boot
class ErrorAnswers implements WebExceptionHandler {

	private final List<ChatDialect> dialects;

	private final ErrorFormat openAi = new OpenAiErrorFormat();

	ErrorAnswers(List<ChatDialect> dialects) {
		this.dialects = dialects;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
		ServerHttpResponse response = exchange.getResponse();
		if (response.isCommitted()) {
			return Mono.error(failure);
		}
		ApiError error = Failures.error(failure, exchange);
		ErrorFormat format = format(exchange);
		int status = format.status(error);
		response.setStatusCode(HttpStatusCode.valueOf(status));
		HttpHeaders headers = response.getHeaders();
		headers.remove(HttpHeaders.CACHE_CONTROL);
		headers.set("x-should-retry", Boolean.toString(error.isRepeatable()));
		String requestId = Failures.requestId(failure);
		if (requestId != null) {
			RequestIdentity.write(headers, requestId);
		}
		if (error.retryAfter() != null) {
			headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds(error)));
		}
		if (status == 401) {
			headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
		}
		if (error.status() == 405 && failure instanceof ErrorResponse framework) {
			headers.setAllow(framework.getHeaders().getAllow());
		}
		if (error.status() == 413 || error.status() == 408 || "shutting_down".equals(error.code())) {
			// the rest of the body is not read
			headers.set(HttpHeaders.CONNECTION, "close");
		}
		return UnreadBody.discard(exchange).then(Mono.defer(() -> JsonAnswers.write(response, format.write(error))));
	}

	/** Returns the form of a dialect, also for the paths below its own. */
	private ErrorFormat format(ServerWebExchange exchange) {
		// the exchange is the one before all filters
		String path = PathNormalization.normalized(exchange.getRequest().getPath().value()) + "/";
		return this.dialects.stream()
			.filter((dialect) -> path.startsWith(dialect.path() + "/"))
			.findFirst()
			.map(ChatDialect::errors)
			.orElse(this.openAi);
	}

	/** Rounds up: a client that comes a moment too early is refused again. */
	private static long seconds(ApiError error) {
		return Math.max(1, (Objects.requireNonNull(error.retryAfter()).toMillis() + 999) / 1000);
	}

}
