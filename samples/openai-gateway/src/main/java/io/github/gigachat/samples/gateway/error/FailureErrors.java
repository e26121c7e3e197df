package io.github.gigachat.samples.gateway.error;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.gigachat.spring.ai.failure.FailureDetails;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import org.jspecify.annotations.Nullable;

/**
 * Converts failures of the provider to errors for clients. The status decides how often
 * clients repeat a request, so a failure that does not pass by itself is never a 5xx.
 */
public final class FailureErrors {

	private static final String UPSTREAM = "upstream_error";

	private static final String PERMISSION = "permission_error";

	private static final String OPERATOR = " The operator of this gateway can fix it";

	private static final Pattern MEDIUM = Pattern.compile("^Medium \\d+ of message \\d+");

	private FailureErrors() {
	}

	/**
	 * Returns the error of a failure.
	 * @param failure the failure
	 * @param place converts a place of the provider, such as {@code max-tokens} or
	 * {@code messages[2].media[0]}, to the place in the request
	 * @return the error
	 */
	public static ApiError of(GigaChatFailure failure, UnaryOperator<String> place) {
		return switch (failure.kind()) {
			case INVALID_REQUEST, NO_IMAGE -> invalid(failure.details(), place);
			case MODEL_OUTPUT ->
				ApiError
					.invalid(null,
							"The model wrote a function call that cannot be read. Simplify the schemas of the tools,"
									+ " or ask again")
					.withCode("model_output_invalid");
			case TOO_LARGE -> tooLarge(failure.details(), place);
			case NOT_FOUND -> (failure.option() != null) ? invalid(failure.details(), place) : notFound(failure);
			case QUOTA -> ApiError.of(403, PERMISSION, "insufficient_quota",
					"The token package of GigaChat is used up." + OPERATOR);
			case PERMISSION -> ApiError.of(403, PERMISSION, "upstream_permission",
					"The contract with GigaChat does not include this request." + OPERATOR);
			case AUTHENTICATION -> upstream("upstream_auth", "GigaChat refuses the credentials of this gateway.");
			case TLS -> upstream("upstream_tls", "The connection to GigaChat is not trusted.");
			case REDIRECT, PROTOCOL -> upstream("upstream_protocol", "The answer of GigaChat violates its protocol.");
			case RESPONSE_TOO_LARGE ->
				upstream("upstream_response_too_large", "The answer of GigaChat is too large for this gateway.");
			case OVERFLOW -> ApiError
				.invalid(null,
						"The client reads the stream too slowly. Read it while it comes, or ask for a whole answer")
				.withCode("slow_client");
			case RATE_LIMIT -> limited("GigaChat accepts no more requests of this gateway for now", failure);
			case BUSY -> limited("Too many requests to GigaChat are waiting in this gateway", failure);
			case SERVER, CUT, CONNECTION -> unavailable(502, "GigaChat is not available for now", failure);
			case TOKEN_UNAVAILABLE -> unavailable(503, "GigaChat issues no access token for now", failure);
			case TIMEOUT -> ApiError.of(504, ApiError.SERVER, "upstream_timeout",
					"GigaChat did not answer in time. Try again later");
			case CANCELLED -> shutdown();
		};
	}

	/**
	 * Returns the error of an answer that took longer than a whole call may take. A
	 * repeat would take as long and cost as much.
	 */
	public static ApiError callTimeout() {
		return ApiError.of(424, UPSTREAM, "upstream_timeout",
				"The answer took longer than this gateway waits for a whole one. Ask for a stream, or for a shorter answer");
	}

	/** Returns the error of a request that a shutdown does not wait for. */
	public static ApiError shutdown() {
		return ApiError.of(503, ApiError.SERVER, "shutting_down", "The gateway is shutting down. Try again")
			.withRetryAfter(Duration.ofSeconds(5));
	}

	/** Returns the error of a fault of the gateway itself. */
	public static ApiError fault() {
		return ApiError.of(500, ApiError.SERVER, "internal_error",
				"The gateway failed to handle the request. Report the header x-request-id to its operator");
	}

	private static ApiError invalid(FailureDetails details, UnaryOperator<String> place) {
		String param = param(details, place);
		String service = details.serviceMessage();
		if (service != null) {
			return ApiError.invalid(param, "GigaChat refuses the request: " + service);
		}
		return ApiError.invalid(param, named(details, param));
	}

	private static ApiError tooLarge(FailureDetails details, UnaryOperator<String> place) {
		if (details.option() != null) {
			String param = param(details, place);
			return ApiError.invalid(param, named(details, param));
		}
		return ApiError.invalid(place.apply("messages"), "The conversation is too long for the model. Shorten it")
			.withCode("context_length_exceeded");
	}

	private static @Nullable String param(FailureDetails details, UnaryOperator<String> place) {
		String option = details.option();
		return (option != null) ? place.apply(option.replace('-', '_')) : null;
	}

	/** Names the place in the request instead of the provider's option. */
	private static String named(FailureDetails details, @Nullable String param) {
		String option = details.option();
		if (option == null || param == null) {
			return details.what();
		}
		// messages of the client need not have the numbers of those that are sent
		return MEDIUM.matcher(details.what()).replaceFirst(Matcher.quoteReplacement(param)).replace(option, param);
	}

	private static ApiError notFound(GigaChatFailure failure) {
		String service = failure.serviceMessage();
		String detail = (service != null && !service.toLowerCase(Locale.ROOT).contains("model")) ? " (" + service + ")"
				: "";
		return new ApiError(404, ApiError.INVALID_REQUEST, "model_not_found", "model",
				"GigaChat has no such model" + detail + ". GET /v1/models lists the models", null);
	}

	private static ApiError upstream(String code, String message) {
		return ApiError.of(424, UPSTREAM, code, message + OPERATOR);
	}

	private static ApiError limited(String message, GigaChatFailure failure) {
		return ApiError.of(429, "rate_limit_error", "rate_limit_exceeded", message + ". Try again later")
			.withRetryAfter(atLeastOneSecond(failure.retryAfter()));
	}

	private static ApiError unavailable(int status, String message, GigaChatFailure failure) {
		return ApiError.of(status, ApiError.SERVER, "upstream_unavailable", message + ". Try again later")
			.withRetryAfter(failure.retryAfter());
	}

	private static Duration atLeastOneSecond(@Nullable Duration asked) {
		Duration pause = Objects.requireNonNullElse(asked, Duration.ZERO);
		return (pause.compareTo(Duration.ofSeconds(1)) < 0) ? Duration.ofSeconds(1) : pause;
	}

}
