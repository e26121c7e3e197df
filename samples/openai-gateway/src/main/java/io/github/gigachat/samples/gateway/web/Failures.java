package io.github.gigachat.samples.gateway.web;

import java.util.function.UnaryOperator;

import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.error.FailureErrors;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;

/**
 * Converts failures of any origin to errors for clients.
 */
final class Failures {

	private static final Log logger = LogFactory.getLog(Failures.class);

	private Failures() {
	}

	/** Returns the error of a failure. Logs those that nobody expected, with the id. */
	static ApiError error(Throwable failure, ServerWebExchange exchange) {
		if (failure instanceof ApiException exception) {
			return exception.error();
		}
		if (failure instanceof GigaChatFailure upstream) {
			return FailureErrors.of(upstream, UnaryOperator.identity());
		}
		if (failure instanceof ErrorResponse response && response.getStatusCode().is4xxClientError()) {
			return framework(response.getStatusCode().value());
		}
		// its message may quote the conversation
		logger.error("The request " + RequestIdentity.of(exchange) + " failed: " + failure.getClass().getName()
				+ at(failure));
		return FailureErrors.fault();
	}

	/** Returns the id under which the service knows a failed request, if it does. */
	static @Nullable String requestId(Throwable failure) {
		Throwable cause = (failure instanceof ApiException && failure.getCause() != null) ? failure.getCause()
				: failure;
		return (cause instanceof GigaChatFailure upstream) ? RequestIdentity.usable(upstream.requestId()) : null;
	}

	private static ApiError framework(int status) {
		return switch (status) {
			case 404 -> ApiError.of(404, ApiError.INVALID_REQUEST, "unknown_url",
					"There is no such endpoint. The paths are those of the OpenAI and Anthropic APIs, /v1/chat/completions for example");
			case 405 -> ApiError.of(405, ApiError.INVALID_REQUEST, "method_not_allowed",
					"The endpoint has no such method. The header Allow names its methods");
			case 415 -> ApiError.of(415, ApiError.INVALID_REQUEST, "unsupported_media_type",
					"Content-Type has to be application/json");
			default ->
				ApiError.of(status, ApiError.INVALID_REQUEST, "invalid_request", "The request is not valid HTTP");
		};
	}

	private static String at(Throwable failure) {
		StackTraceElement[] trace = failure.getStackTrace();
		return (trace.length > 0) ? " at " + trace[0] : "";
	}

}
