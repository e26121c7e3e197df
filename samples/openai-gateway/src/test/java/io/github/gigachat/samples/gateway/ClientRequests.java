package io.github.gigachat.samples.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Requests as clients send them, by the name of the client.
 */
final class ClientRequests {

	private ClientRequests() {
	}

	static Map<String, String> all() {
		try {
			Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath:clients/*.json");
			return Arrays.stream(files)
				.collect(Collectors.toMap((file) -> Objects.requireNonNull(file.getFilename()).replace(".json", ""),
						ClientRequests::content));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns the path to which a client sends its request. */
	static String path(String name) {
		return switch (name) {
			case "claude-code", "anthropic-sdk" -> "/v1/messages";
			default ->
				JsonMapper.shared().readTree(all().get(name)).has("input") ? "/v1/responses" : "/v1/chat/completions";
		};
	}

	private static String content(Resource file) {
		try {
			return file.getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
