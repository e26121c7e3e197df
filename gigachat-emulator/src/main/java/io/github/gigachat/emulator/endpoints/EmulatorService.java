package io.github.gigachat.emulator.endpoints;

import java.util.Map;
import java.util.UUID;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.chat.ApiVersion;
import io.github.gigachat.emulator.relay.Exchange;
import io.github.gigachat.emulator.rules.Refusal;
import io.github.gigachat.emulator.script.ErrorReplies;
import io.github.gigachat.emulator.script.Reply;

/**
 * Dispatches each request to its endpoint, after the checks that all endpoints share.
 */
public final class EmulatorService {

	static final String OAUTH_PATH = "/api/v2/oauth";

	static final String TOKEN_PATH = "/v1/token";

	private final ApiGate gate;

	private final Quotas quotas;

	private final OAuthEndpoint oauth;

	private final PasswordEndpoint password;

	private final ChatEndpoint chat;

	private final ModelsEndpoint models;

	private final EmbeddingsEndpoint embeddings;

	private final ResourceEndpoints resources;

	public EmulatorService(ApiGate gate, Quotas quotas, OAuthEndpoint oauth, PasswordEndpoint password,
			ChatEndpoint chat, ModelsEndpoint models, EmbeddingsEndpoint embeddings, ResourceEndpoints resources) {
		this.gate = gate;
		this.quotas = quotas;
		this.oauth = oauth;
		this.password = password;
		this.chat = chat;
		this.models = models;
		this.resources = resources;
		this.embeddings = embeddings;
	}

	public static RecordedRequest.Endpoint endpoint(String path) {
		if (ApiVersion.isChat(path)) {
			return RecordedRequest.Endpoint.CHAT;
		}
		if (path.equals(OAUTH_PATH) || path.equals(TOKEN_PATH)) {
			return RecordedRequest.Endpoint.TOKEN;
		}
		if (path.equals(EmbeddingsEndpoint.PATH)) {
			return RecordedRequest.Endpoint.EMBEDDINGS;
		}
		boolean models = path.equals(ModelsEndpoint.PATH) || path.startsWith(ModelsEndpoint.PATH + "/");
		return models ? RecordedRequest.Endpoint.MODELS : ResourceEndpoints.endpoint(path);
	}

	public Reply reply(RecordedRequest request, Exchange exchange) {
		if (request.path().equals(OAUTH_PATH)) {
			return request.method().equals("POST") ? this.oauth.reply(request) : ErrorReplies.oauth(405);
		}
		String session = request.header("X-Session-ID");
		Map<String, String> ids = Map.of("x-request-id", request.requestId(), "x-session-id",
				(session != null) ? session : UUID.randomUUID().toString());
		return api(request, exchange).withHeaders(ids);
	}

	private Reply api(RecordedRequest request, Exchange exchange) {
		if (request.path().startsWith("/v2/files")) {
			// only v1 has files; the gateway answers with an HTML page
			return Reply.of(403, "text/html", "<html><body><center><h1>403 Forbidden</h1></center></body></html>\r\n");
		}
		Reply forbidden = this.gate.withoutUserAgent(request);
		if (forbidden != null) {
			return forbidden;
		}
		try {
			return admitted(request, exchange);
		}
		catch (Refusal ex) {
			return ErrorReplies.api(ex.status(), ex.words());
		}
	}

	private Reply admitted(RecordedRequest request, Exchange exchange) {
		if (request.path().equals(TOKEN_PATH)) {
			checkMethod(request, "POST");
			return this.password.reply(request);
		}
		this.gate.authenticate(request);
		this.quotas.enter(exchange);
		switch (request.endpoint()) {
			case CHAT -> {
				checkMethod(request, "POST");
				this.quotas.checkPackage();
				return this.chat.reply(request);
			}
			case EMBEDDINGS -> {
				checkMethod(request, "POST");
				this.quotas.checkPackage();
				return this.embeddings.reply(request);
			}
			case MODELS -> {
				checkMethod(request, "GET");
				return this.models.reply(request);
			}
			default -> {
				return this.resources.reply(request);
			}
		}
	}

	private static void checkMethod(RecordedRequest request, String method) {
		if (!request.method().equals(method)) {
			throw new Refusal(405, "Method Not Allowed");
		}
	}

}
