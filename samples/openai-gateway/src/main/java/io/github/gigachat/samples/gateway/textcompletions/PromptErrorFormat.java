package io.github.gigachat.samples.gateway.textcompletions;

import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.openai.OpenAiErrorFormat;

/**
 * The form of errors of the completions API, whose requests have a prompt instead of
 * messages.
 */
final class PromptErrorFormat extends OpenAiErrorFormat {

	@Override
	public byte[] write(ApiError error) {
		return super.write(named(error));
	}

	/** Returns an error whose place is one of the request. */
	static ApiError named(ApiError error) {
		if (!"messages".equals(error.param())) {
			return error;
		}
		return new ApiError(error.status(), error.type(), error.code(), PromptReader.PROMPT, error.message(),
				error.retryAfter());
	}

}
