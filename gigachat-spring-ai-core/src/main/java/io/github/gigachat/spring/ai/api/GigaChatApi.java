package io.github.gigachat.spring.ai.api;

import java.util.List;

import io.github.gigachat.spring.ai.auth.TokenState;
import io.github.gigachat.spring.ai.http.CallScope;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * The GigaChat HTTP API, a method per endpoint.
 * <p>
 * Each failure is a {@link GigaChatTransientException} or a
 * {@link GigaChatNonTransientException}, both a {@link GigaChatFailure}. Methods that
 * take a {@link CallScope} make one attempt; {@link #retry()} repeats attempts. The
 * instance is thread-safe, holds the access token and the connections, and is closed by
 * who built it.
 */
public final class GigaChatApi implements AutoCloseable {

	/**
	 * The provider's name: {@code spring.ai.model.chat}, and the observations' system.
	 */
	public static final String PROVIDER_NAME = "gigachat";

	/** The v1 API of the service's public host. */
	public static final String DEFAULT_BASE_URL = "https://api.giga.chat/v1";

	/** The token endpoint of the public service. */
	public static final String DEFAULT_AUTH_URL = "https://ngw.devices.sberbank.ru:9443/api/v2/oauth";

	/** The scope of individuals. */
	public static final String DEFAULT_SCOPE = "GIGACHAT_API_PERS";

	private static final ObjectWriter CHAT_REQUEST = WireJson.writer(ChatCompletionRequest.class);

	private static final ObjectReader CHAT_RESPONSE = WireJson.reader(ChatCompletionResponse.class);

	private static final ObjectReader MODEL_LIST = WireJson.reader(ModelList.class);

	private final ServiceClient client;

	private final CallRetry retry;

	private final ApiSettings settings;

	private final @Nullable ApiMeters meters;

	GigaChatApi(ServiceClient client, CallRetry retry, ApiSettings settings, @Nullable ApiMeters meters) {
		this.client = client;
		this.retry = retry;
		this.settings = settings;
		this.meters = meters;
		if (meters != null) {
			meters.bind(this);
		}
	}

	/**
	 * A builder of an API.
	 * @return the builder
	 */
	public static GigaChatApiBuilder builder() {
		return new GigaChatApiBuilder();
	}

	/**
	 * How this API was built.
	 * @return its settings, without secrets
	 */
	public ApiSettings settings() {
		return this.settings;
	}

	/**
	 * What repeats failed attempts of this API's calls.
	 * @return the retry, as the builder set it
	 */
	public CallRetry retry() {
		return this.retry;
	}

	/**
	 * How many requests are under way, and how many are in line under
	 * {@code max-concurrent-requests}.
	 * @return the present numbers
	 */
	public RequestLimitState requestLimit() {
		return this.client.limit();
	}

	/**
	 * Asks for a whole answer: {@code POST /chat/completions}. One attempt, in which a
	 * token refused with 401 is replaced once.
	 * @param request the request
	 * @param headers what the caller adds to its headers
	 * @param scope the call that the attempt belongs to
	 * @return the answer, with at least one choice that has a message
	 */
	public ApiResponse<ChatCompletionResponse> chatCompletion(ChatCompletionRequest request, RequestHeaders headers,
			CallScope scope) {
		ServiceAnswer answer = this.client.exchange(chatRequest(request, headers, ServiceRequest.JSON), scope);
		ApiResponse<ChatCompletionResponse> response = answer.read(CHAT_RESPONSE);
		List<ChatChoice> choices = response.body().choices();
		if (choices == null || choices.isEmpty()) {
			throw answer.missing((choices == null) ? "choices is missing" : "choices is empty");
		}
		if (choices.get(0) == null || choices.get(0).message() == null) {
			throw answer.missing("choices[0].message is missing");
		}
		FunctionCall call = choices.get(0).message().functionCall();
		if (call != null && !call.hasName()) {
			throw answer.missing("choices[0].message.function_call.name is missing");
		}
		return response;
	}

	/**
	 * Asks for an answer as a stream. One attempt per subscription, in which a token
	 * refused with 401 is replaced once. A stream that ends before its terminal event is
	 * an error; cancelling it closes the connection (HTTP/1.1) or resets the stream
	 * (HTTP/2).
	 * @param request the request
	 * @param headers what the caller adds to its headers
	 * @param scope the call that the attempt belongs to
	 * @return the events of the stream
	 */
	public Flux<ApiResponse<ChatCompletionChunk>> chatCompletionStream(ChatCompletionRequest request,
			RequestHeaders headers, CallScope scope) {
		return Flux
			.defer(() -> this.client.stream(chatRequest(request.streamed(), headers, ServiceRequest.EVENT_STREAM),
					scope, ChatStreamHandler::new));
	}

	private static ServiceRequest chatRequest(ChatCompletionRequest request, RequestHeaders headers, String accept) {
		return new ServiceRequest("POST", "/chat/completions", accept,
				new JsonBody(CHAT_REQUEST.writeValueAsBytes(request)), headers);
	}

	/**
	 * The models that the caller may use: {@code GET /models}, with the retry.
	 * @return the models
	 */
	public ApiResponse<ModelList> models() {
		return this.retry.call(this::models);
	}

	/**
	 * The models that the caller may use: {@code GET /models}. One attempt, in which a
	 * token refused with 401 is replaced once.
	 * @param scope the call that the attempt belongs to
	 * @return the models
	 */
	public ApiResponse<ModelList> models(CallScope scope) {
		ServiceAnswer answer = this.client.exchange(ServiceRequest.get("/models"), scope);
		ApiResponse<ModelList> response = answer.read(MODEL_LIST);
		if (response.body().data() == null) {
			throw answer.missing("data is missing");
		}
		if (response.body().data().stream().anyMatch((model) -> model == null || model.id() == null)) {
			throw answer.missing("a model's id is missing");
		}
		return response;
	}

	/**
	 * What is known of the access token, without its value; asks nobody.
	 * @return the state at this moment; {@link TokenState#notUsed()} where requests carry
	 * no token
	 */
	public TokenState tokenState() {
		return this.client.tokenState();
	}

	/**
	 * Gets a new access token now, in one request for all who ask at the same time; the
	 * present one stays in use until then. A supplier of ready tokens is asked again, and
	 * a fixed token stays what it is.
	 * @return the state after the refresh; {@link TokenState#notUsed()}, and nothing is
	 * done, where requests carry no token
	 */
	public TokenState refreshToken() {
		return this.client.refreshToken();
	}

	/**
	 * Cancels open streams, ends every wait, closes the connections and removes the
	 * meters.
	 */
	@Override
	public void close() {
		this.client.close();
		if (this.meters != null) {
			this.meters.close();
		}
	}

}
