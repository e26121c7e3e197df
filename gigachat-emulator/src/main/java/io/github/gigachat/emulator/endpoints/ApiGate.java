package io.github.gigachat.emulator.endpoints;

import java.util.Locale;
import java.util.Map;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.rules.Refusal;
import io.github.gigachat.emulator.script.Json;
import io.github.gigachat.emulator.script.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Checks access to the API: first the User-Agent, as the gateway does, then the token.
 */
public final class ApiGate {

	private static final String BEARER = "bearer ";

	private final EmulatorSettings settings;

	private final IssuedTokens tokens;

	public ApiGate(EmulatorSettings settings, IssuedTokens tokens) {
		this.settings = settings;
		this.tokens = tokens;
	}

	/** Refuses a request without a User-Agent. */
	@Nullable Reply withoutUserAgent(RecordedRequest request) {
		String agent = request.header("User-Agent");
		if (agent != null && !agent.isBlank()) {
			return null;
		}
		// the only error of this host without a status in its body
		return Reply.json(403, Json.object().put("message", "Unauthorized"));
	}

	void authenticate(RecordedRequest request) {
		if (!this.settings.authentication() || hasAcceptedHeader(request)) {
			return;
		}
		String authorization = request.header("Authorization");
		if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
			throw new Refusal(401, "Unauthorized");
		}
		String token = authorization.substring(BEARER.length()).strip();
		if (this.settings.acceptedTokens().contains(token)) {
			return;
		}
		switch (this.tokens.state(token)) {
			case VALID -> {
			}
			case EXPIRED -> throw new Refusal(401, "Token has expired");
			case UNKNOWN -> throw new Refusal(401, "Unauthorized");
		}
	}

	private boolean hasAcceptedHeader(RecordedRequest request) {
		for (Map.Entry<String, String> header : this.settings.acceptedHeaders().entrySet()) {
			if (header.getValue().equals(request.header(header.getKey()))) {
				return true;
			}
		}
		return false;
	}

}
