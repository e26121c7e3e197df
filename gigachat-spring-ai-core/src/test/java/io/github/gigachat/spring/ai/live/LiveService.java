package io.github.gigachat.spring.ai.live;

import java.net.http.HttpClient;
import java.util.List;
import java.util.Objects;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionRequest;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionResponse;
import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.internal.http.HttpClients;
import io.github.gigachat.spring.ai.internal.tls.RussianTrustedRootCa;
import io.github.gigachat.spring.ai.internal.tls.TlsContexts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The service as the probes ask it: by the provider's own API, within the budget, with
 * the recorded traffic at hand.
 */
final class LiveService implements AutoCloseable {

	private final LiveSettings settings;

	private final TokenBudget budget;

	private final Recorder recorder;

	private final HttpClient client;

	private final GigaChatApi api;

	private LiveService(LiveSettings settings, RetrySettings retry) {
		this.settings = settings;
		this.budget = new TokenBudget(settings.budget());
		Redaction redaction = new Redaction();
		redaction.learnHost(settings.baseUrl());
		redaction.learnHost(settings.authUrl());
		String key = Objects.requireNonNull(settings.apiKey(), "apiKey");
		redaction.learnSecret(key);
		this.recorder = new Recorder(redaction, this.budget);
		this.client = HttpClients.create(GigaChatApi.Builder.DEFAULT_CONNECT_TIMEOUT,
				TlsContexts.builder().trustAlso(RussianTrustedRootCa.certificates()).build());
		this.api = GigaChatApi.builder()
			.credentials(GigaChatCredentials.authorizationKey(key))
			.scope(settings.scope())
			.baseUrl(settings.baseUrl())
			.authUrl(settings.authUrl())
			.httpClient(new RecordingHttpClient(this.client, this.recorder))
			.retry(retry)
			.build();
	}

	/**
	 * Connects to a service; the first request fetches a token.
	 * @param settings where and as whom, with a key
	 * @param retry when a failed request is sent again
	 * @return the service, to be closed
	 */
	static LiveService connect(LiveSettings settings, RetrySettings retry) {
		return new LiveService(settings, retry);
	}

	LiveSettings settings() {
		return this.settings;
	}

	Recorder recorder() {
		return this.recorder;
	}

	long spent() {
		return this.budget.spent();
	}

	/**
	 * The API, for one request.
	 * @throws TokenBudget.Spent if the budget does not allow another one
	 */
	GigaChatApi api() {
		this.budget.check();
		return this.api;
	}

	/** The API, for requests that use no tokens, such as the deletion of a file. */
	GigaChatApi freeOfCharge() {
		return this.api;
	}

	GigaChatModel model() {
		return GigaChatModel.builder().api(api()).build();
	}

	ChatCompletionResponse ask(ChatCompletionRequest request) {
		return ask(request, RequestHeaders.none());
	}

	ChatCompletionResponse ask(ChatCompletionRequest request, RequestHeaders headers) {
		GigaChatApi api = api();
		return api.withHeaders(headers).chatCompletion(request).body();
	}

	/** A request to the configured model. */
	ChatCompletionRequest.Builder request(ChatMessage... messages) {
		return ChatCompletionRequest.builder()
			.model(this.settings.model())
			.messages(List.of(messages))
			.maxTokens(Wire.MAX_TOKENS);
	}

	/**
	 * Makes a request that the service may refuse as wrong.
	 * @return the refusal with 400 or 422, or null if the request was accepted
	 */
	static @Nullable GigaChatFailure refusal(Runnable request) {
		try {
			request.run();
			return null;
		}
		catch (RuntimeException ex) {
			if (ex instanceof GigaChatFailure failure && failure.status() != null
					&& (failure.status() == 400 || failure.status() == 422)) {
				return failure;
			}
			throw ex;
		}
	}

	/** The body of the last answer, as it came. */
	String lastBody() {
		return this.recorder.lastAnswer();
	}

	/** The last answer as JSON, of a stream its last event. */
	JsonNode lastAnswer() {
		List<JsonNode> answers = Recorder.answers(lastBody());
		return answers.isEmpty() ? MissingNode.getInstance() : answers.get(answers.size() - 1);
	}

	@Override
	public void close() {
		this.api.close();
		// from Java 21 on a client can be closed; before, it ends with its last reference
		if (this.client instanceof AutoCloseable closeable) {
			try {
				closeable.close();
			}
			catch (Exception ex) {
				throw new IllegalStateException("The HTTP client cannot be closed", ex);
			}
		}
	}

}
