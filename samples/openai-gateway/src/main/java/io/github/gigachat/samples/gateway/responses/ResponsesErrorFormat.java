package io.github.gigachat.samples.gateway.responses;

import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.openai.OpenAiErrorFormat;

/**
 * The form of errors of the Responses API. Codex repeats a request whatever its final
 * status is, unless that is 400 or 404, so every other final failure is 400 here.
 */
final class ResponsesErrorFormat extends OpenAiErrorFormat {

	@Override
	public int status(ApiError error) {
		int status = error.status();
		return (status == 404 || status == 429 || status >= 500) ? status : 400;
	}

	/** Returns the code of an error within a stream, of the few that clients know. */
	static String code(ApiError error) {
		if ("context_length_exceeded".equals(error.code())) {
			return "context_length_exceeded";
		}
		if (error.status() == 429) {
			return "rate_limit_exceeded";
		}
		return (error.status() >= 500) ? "server_error" : "invalid_prompt";
	}

}
