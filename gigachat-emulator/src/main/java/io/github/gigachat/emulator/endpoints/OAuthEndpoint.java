package io.github.gigachat.emulator.endpoints;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.script.AnswerSequence;
import io.github.gigachat.emulator.script.ErrorReplies;
import io.github.gigachat.emulator.script.Json;
import io.github.gigachat.emulator.script.Reply;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The token endpoint of the authorization key, {@code POST /api/v2/oauth}.
 */
public final class OAuthEndpoint {

	private static final Pattern UUID_4 = Pattern
		.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}");

	private static final Set<String> SCOPES = Set.of("GIGACHAT_API_PERS", "GIGACHAT_API_B2B", "GIGACHAT_API_CORP");

	private static final String BASIC = "basic ";

	private final EmulatorSettings settings;

	private final IssuedTokens tokens;

	private final Quotas quotas;

	private final AnswerSequence<RecordedRequest> script;

	public OAuthEndpoint(EmulatorSettings settings, IssuedTokens tokens, Quotas quotas,
			AnswerSequence<RecordedRequest> script) {
		this.settings = settings;
		this.tokens = tokens;
		this.quotas = quotas;
		this.script = script;
	}

	Reply reply(RecordedRequest request) {
		if (!this.quotas.allowsToken()) {
			return ErrorReplies.oauth(429);
		}
		Reply refusal = refusal(request);
		if (refusal != null) {
			return refusal;
		}
		return this.script.reply(request, () -> Reply.json(200, token()));
	}

	private @Nullable Reply refusal(RecordedRequest request) {
		String id = request.header("RqUID");
		if (id == null || !UUID_4.matcher(id).matches()) {
			return ErrorReplies.oauth(400);
		}
		String credentials = decode(request.header("Authorization"));
		if (credentials == null) {
			return ErrorReplies.oauth(400, 4, "Can't decode 'Authorization' header");
		}
		String scope = FormBody.field(request, "scope");
		if (scope.isBlank()) {
			return ErrorReplies.oauth(400, 5, "scope is empty");
		}
		if (!SCOPES.contains(scope)) {
			return ErrorReplies.oauth(400, 1, "scope data format invalid");
		}
		if (!credentials.equals(decode("Basic " + this.settings.apiKey()))) {
			return ErrorReplies.oauth(401, 6, "credentials doesn't match db data");
		}
		if (!scope.equals(this.settings.scope())) {
			return ErrorReplies.oauth(400, 7, "scope from db not fully includes consumed scope");
		}
		return null;
	}

	private ObjectNode token() {
		IssuedTokens.Token token = this.tokens.issue();
		long expiry = this.settings.expiresInSeconds() ? token.expiresAt().getEpochSecond()
				: token.expiresAt().toEpochMilli();
		boolean legacy = this.settings.legacyTokenShape();
		return Json.object()
			.put(legacy ? "tok" : "access_token", token.value())
			.put(legacy ? "exp" : "expires_at", expiry);
	}

	/**
	 * Decodes {@code id:secret} from the header, or returns null if it has another form.
	 */
	static @Nullable String decode(@Nullable String authorization) {
		if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
			return null;
		}
		try {
			byte[] decoded = Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
			String credentials = new String(decoded, StandardCharsets.UTF_8);
			return credentials.contains(":") ? credentials : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
