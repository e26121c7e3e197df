package io.github.gigachat.samples.gateway.dialect;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Makes the ids of answers, to which dialects add their prefix.
 */
public final class AnswerId {

	private AnswerId() {
	}

	/**
	 * Returns the id of an answer.
	 * @param requestId the id under which the service knows the request, or {@code null}
	 * @return the id of the request, or a new one if there is none
	 */
	public static String of(@Nullable String requestId) {
		return StringUtils.hasText(requestId) ? requestId : UUID.randomUUID().toString();
	}

}
