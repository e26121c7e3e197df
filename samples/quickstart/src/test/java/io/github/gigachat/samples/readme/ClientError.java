package io.github.gigachat.samples.readme;

import java.util.Map;

import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import org.jspecify.annotations.Nullable;

record ClientError(int status, @Nullable String param, String message) {

	private static final Map<String, String> PARAMS = Map.of("max-tokens", "max_completion_tokens", "top-p", "top_p",
			"reasoning-effort", "reasoning_effort", "output-schema", "response_format");

	static ClientError of(GigaChatFailure failure) {
		String option = failure.option();
		if (option == null) {
			return new ClientError(502, null, "The model cannot answer now.");
		}
		String param = PARAMS.getOrDefault(option, option).replace(".media[", ".content[");
		return new ClientError(400, param, failure.details().what().replace(option, param));
	}

}
