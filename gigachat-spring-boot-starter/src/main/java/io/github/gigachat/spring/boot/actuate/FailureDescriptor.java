package io.github.gigachat.spring.boot.actuate;

import java.util.Locale;

import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import org.jspecify.annotations.Nullable;

/**
 * A failure as Actuator shows it.
 *
 * @param kind the {@link FailureKind} in lower case with hyphens
 * @param message the message, without secrets
 * @param status the HTTP status of the refusal, or {@code null} if there is none
 * @param requestId the id of the request in the service's log, or {@code null} if it is
 * unknown
 */
public record FailureDescriptor(String kind, String message, @Nullable Integer status, @Nullable String requestId) {

	static FailureDescriptor of(GigaChatFailure failure, String message) {
		return new FailureDescriptor(word(failure.kind()), message, failure.status(), failure.requestId());
	}

	static String word(FailureKind kind) {
		return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
