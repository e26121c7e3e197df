package io.github.gigachat.emulator.endpoints;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.rules.Refusal;
import io.github.gigachat.emulator.script.AnswerSequence;
import io.github.gigachat.emulator.script.Json;
import io.github.gigachat.emulator.script.Reply;

/**
 * The token endpoint of the password grant, {@code POST /v1/token}.
 */
public final class PasswordEndpoint {

	private final EmulatorSettings settings;

	private final IssuedTokens tokens;

	private final AnswerSequence<RecordedRequest> script;

	public PasswordEndpoint(EmulatorSettings settings, IssuedTokens tokens, AnswerSequence<RecordedRequest> script) {
		this.settings = settings;
		this.tokens = tokens;
		this.script = script;
	}

	Reply reply(RecordedRequest request) {
		String credentials = OAuthEndpoint.decode(request.header("Authorization"));
		if (credentials == null || !credentials.equals(OAuthEndpoint.decode("Basic " + this.settings.userKey()))) {
			throw new Refusal(401, "Unauthorized");
		}
		return this.script.reply(request, this::token);
	}

	private Reply token() {
		IssuedTokens.Token token = this.tokens.issue();
		// installations with this endpoint state the expiry in seconds
		return Reply.json(200, Json.object().put("tok", token.value()).put("exp", token.expiresAt().getEpochSecond()));
	}

}
