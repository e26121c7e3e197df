package io.github.gigachat.spring.ai.api;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import io.github.gigachat.spring.ai.auth.TokenState;
import io.github.gigachat.spring.ai.http.CallScope;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * The GigaChat HTTP API, a method per endpoint; those of a group are had by the group's
 * name.
 * <p>
 * Each failure is a {@link GigaChatTransientException} or a
 * {@link GigaChatNonTransientException}, both a {@link GigaChatFailure}. Methods that
 * take a {@link CallScope} make one attempt, in which a token refused with 401 is
 * replaced once; {@link #retry()} repeats attempts. The instance is thread-safe, holds
 * the access token and the connections, and is closed by who built it.
 */
public final class GigaChatApi implements AutoCloseable {

	/** The provider's name: {@code spring.ai.model.chat}, the observations' system. */
	public static final String PROVIDER_NAME = "gigachat";

	/** The v1 API of the service's public host. */
	public static final String DEFAULT_BASE_URL = ServiceUrls.DEFAULT_BASE_URL;

	/** The token endpoint of the public service. */
	public static final String DEFAULT_AUTH_URL = "https://ngw.devices.sberbank.ru:9443/api/v2/oauth";

	/** The scope of individuals. */
	public static final String DEFAULT_SCOPE = "GIGACHAT_API_PERS";

	private final ServiceClient client;

	private final CallRetry retry;

	private final ParallelCalls parallel;

	private final ApiSettings settings;

	private final @Nullable ApiMeters meters;

	private final ChatEndpoint chat;

	private final ChatV2Endpoint chatV2;

	private final AccountEndpoints account;

	private final TextEndpoints texts;

	private final GigaChatFiles files;

	private final GigaChatFunctions functions;

	private final GigaChatBatches batches;

	GigaChatApi(ServiceClient client, CallRetry retry, @Nullable ChatV2Target v2, ApiSettings settings,
			@Nullable ApiMeters meters) {
		this.client = client;
		this.retry = retry;
		this.parallel = new ParallelCalls(retry, client::limit);
		this.settings = settings;
		this.meters = meters;
		ServiceCalls calls = new ServiceCalls(client, retry);
		this.chat = new ChatEndpoint(client);
		this.chatV2 = new ChatV2Endpoint(client, v2);
		this.account = new AccountEndpoints(calls);
		this.texts = new TextEndpoints(calls);
		this.files = new GigaChatFiles(calls, RequestHeaders.none());
		this.functions = new GigaChatFunctions(calls, RequestHeaders.none());
		this.batches = new GigaChatBatches(calls, RequestHeaders.none());
		if (meters != null) {
			meters.bind(this, GigaChatApi::tokenState, GigaChatApi::requestLimit);
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
	 * Asks for a whole answer: {@code POST /chat/completions}.
	 * @param request the request
	 * @param headers what the caller adds to its headers
	 * @param scope the call that the attempt belongs to
	 * @return the answer, with at least one choice that has a message
	 */
	public ApiResponse<ChatCompletionResponse> chatCompletion(ChatCompletionRequest request, RequestHeaders headers,
			CallScope scope) {
		return this.chat.call(request, headers, scope);
	}

	/**
	 * Asks for an answer as a stream. One attempt per subscription. A stream that ends
	 * before its terminal event is an error; cancelling it closes the connection
	 * (HTTP/1.1) or resets the stream (HTTP/2).
	 * @param request the request
	 * @param headers what the caller adds to its headers
	 * @param scope the call that the attempt belongs to
	 * @return the events of the stream
	 */
	public Flux<ApiResponse<ChatCompletionChunk>> chatCompletionStream(ChatCompletionRequest request,
			RequestHeaders headers, CallScope scope) {
		return this.chat.stream(request, headers, scope);
	}

	/**
	 * Asks the v2 API for a whole answer: {@code POST /v2/chat/completions}.
	 * @param request the request
	 * @param headers what the caller adds to its headers
	 * @param scope the call that the attempt belongs to
	 * @return the answer, with at least one message
	 */
	public ApiResponse<ChatV2Response> chatV2(ChatV2Request request, RequestHeaders headers, CallScope scope) {
		return this.chatV2.call(request, headers, scope);
	}

	/**
	 * Asks the v2 API for an answer as a stream. One attempt per subscription, with the
	 * promises of {@link #chatCompletionStream}.
	 * @param request the request
	 * @param headers what the caller adds to its headers
	 * @param scope the call that the attempt belongs to
	 * @return the events of the stream; those of a kind that is not known are left out
	 */
	public Flux<ApiResponse<ChatV2Chunk>> chatV2Stream(ChatV2Request request, RequestHeaders headers, CallScope scope) {
		return this.chatV2.stream(request, headers, scope);
	}

	/**
	 * The models that the caller may use: {@code GET /models}, with the retry.
	 * @return the models
	 */
	public ApiResponse<ModelList> models() {
		return this.retry.call(this::models);
	}

	/**
	 * The models that the caller may use: {@code GET /models}. One attempt.
	 * @param scope the call that the attempt belongs to
	 * @return the models
	 */
	public ApiResponse<ModelList> models(CallScope scope) {
		return models(RequestHeaders.none(), scope);
	}

	/**
	 * Like {@link #models(CallScope)}, with headers.
	 * @param headers what the caller adds to the request's headers
	 * @param scope the call that the attempt belongs to
	 * @return the models
	 */
	public ApiResponse<ModelList> models(RequestHeaders headers, CallScope scope) {
		return this.account.models(headers, scope);
	}

	/**
	 * One of the models: {@code GET /models/{model}}, with the retry.
	 * @param id the model's name
	 * @return the model
	 * @throws GigaChatNonTransientException with {@link FailureKind#NOT_FOUND} when there
	 * is none of that name
	 */
	public ApiResponse<ModelInfo> model(String id) {
		return this.account.model(id);
	}

	/**
	 * Like {@link #model(String)}, with headers. One attempt.
	 * @param id the model's name
	 * @param headers what the caller adds to the request's headers
	 * @param scope the call that the attempt belongs to
	 * @return the model
	 */
	public ApiResponse<ModelInfo> model(String id, RequestHeaders headers, CallScope scope) {
		return this.account.model(id, headers, scope);
	}

	/**
	 * What is left of the packages of tokens: {@code GET /balance}, with the retry.
	 * @return the balance
	 * @throws GigaChatNonTransientException with {@link FailureKind#PERMISSION} for a
	 * contract of another kind
	 */
	public ApiResponse<Balance> balance() {
		return this.retry.call((scope) -> balance(RequestHeaders.none(), scope));
	}

	/**
	 * Like {@link #balance()}, with headers. One attempt.
	 * @param headers what the caller adds to the request's headers
	 * @param scope the call that the attempt belongs to
	 * @return the balance
	 */
	public ApiResponse<Balance> balance(RequestHeaders headers, CallScope scope) {
		return this.account.balance(headers, scope);
	}

	/**
	 * Counts the tokens of texts: {@code POST /tokens/count}, with the retry.
	 * @param model the model whose tokens are counted
	 * @param texts the texts, at least one
	 * @return a count for each text, in their order
	 */
	public ApiResponse<List<TokenCount>> countTokens(String model, List<String> texts) {
		return this.retry.call((scope) -> countTokens(model, texts, scope));
	}

	/**
	 * Counts the tokens of texts: {@code POST /tokens/count}. One attempt.
	 * @param model the model whose tokens are counted
	 * @param texts the texts, at least one
	 * @param scope the call that the attempt belongs to
	 * @return a count for each text, in their order
	 */
	public ApiResponse<List<TokenCount>> countTokens(String model, List<String> texts, CallScope scope) {
		return countTokens(model, texts, RequestHeaders.none(), scope);
	}

	/**
	 * Like {@link #countTokens(String, List, CallScope)}, with headers.
	 * @param model the model whose tokens are counted
	 * @param texts the texts, at least one
	 * @param headers what the caller adds to the request's headers
	 * @param scope the call that the attempt belongs to
	 * @return a count for each text, in their order
	 */
	public ApiResponse<List<TokenCount>> countTokens(String model, List<String> texts, RequestHeaders headers,
			CallScope scope) {
		return this.texts.countTokens(model, texts, headers, scope);
	}

	/**
	 * Asks who wrote a text, a model or a human: {@code POST /ai/check}, with the retry.
	 * @param request the text and the model that judges
	 * @return the verdict
	 */
	public ApiResponse<AiCheck> checkAi(AiCheckRequest request) {
		return this.retry.call((scope) -> checkAi(request, RequestHeaders.none(), scope));
	}

	/**
	 * Like {@link #checkAi(AiCheckRequest)}, with headers. One attempt.
	 * @param request the text and the model that judges
	 * @param headers what the caller adds to the request's headers
	 * @param scope the call that the attempt belongs to
	 * @return the verdict
	 */
	public ApiResponse<AiCheck> checkAi(AiCheckRequest request, RequestHeaders headers, CallScope scope) {
		return this.texts.check(request, headers, scope);
	}

	/**
	 * The files that the service keeps for the caller.
	 * @return what uploads, lists, reads and deletes them
	 */
	public GigaChatFiles files() {
		return this.files;
	}

	/**
	 * What the service does for functions before they are offered to a model.
	 * @return what converts and validates them
	 */
	public GigaChatFunctions functions() {
		return this.functions;
	}

	/**
	 * Requests that are answered later, many at once.
	 * @return what hands them in and gets the answers
	 */
	public GigaChatBatches batches() {
		return this.batches;
	}

	/**
	 * Embeds texts: {@code POST /embeddings}, with the retry.
	 * @param request the request
	 * @return an embedding for each text, in their order
	 */
	public ApiResponse<EmbeddingsResponse> embeddings(EmbeddingsRequest request) {
		return this.retry.call((scope) -> embeddings(request, scope));
	}

	/**
	 * Embeds texts: {@code POST /embeddings}. One attempt.
	 * @param request the request
	 * @param scope the call that the attempt belongs to
	 * @return an embedding for each text, in their order
	 */
	public ApiResponse<EmbeddingsResponse> embeddings(EmbeddingsRequest request, CallScope scope) {
		return embeddings(request, RequestHeaders.none(), scope);
	}

	/**
	 * Like {@link #embeddings(EmbeddingsRequest, CallScope)}, with headers.
	 * @param request the request
	 * @param headers what the caller adds to its headers
	 * @param scope the call that the attempt belongs to
	 * @return an embedding for each text, in their order
	 */
	public ApiResponse<EmbeddingsResponse> embeddings(EmbeddingsRequest request, RequestHeaders headers,
			CallScope scope) {
		return this.texts.embed(request, headers, scope);
	}

	/**
	 * Makes one call of several requests, with the retry for each and within the time of
	 * one call. As many are under way at once as {@code max-concurrent-requests} allows,
	 * at most 4 where it is not set, and fewer when the service has no room for them. The
	 * first failure ends the call and cancels what is under way.
	 * @param <T> what a request returns
	 * @param attempts one attempt of each request, within the given scope; run on the
	 * caller's thread and on threads of this API, in the caller's context
	 * @return what the requests returned, in their order
	 * @throws RuntimeException the first failure
	 */
	public <T> List<T> callAll(List<Function<CallScope, T>> attempts) {
		return callAll(this.settings.callTimeout(), attempts);
	}

	/**
	 * Like {@link #callAll(List)}, as a part of a call.
	 * @param <T> what a request returns
	 * @param atMost what is left of the call's time
	 * @param attempts one attempt of each request, within the given scope
	 * @return what the requests returned, in their order
	 * @throws RuntimeException the first failure
	 */
	public <T> List<T> callAll(Duration atMost, List<Function<CallScope, T>> attempts) {
		return this.parallel.run(atMost, attempts);
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
	 * Cancels open streams, ends every wait, closes the connections, removes the meters.
	 */
	@Override
	public void close() {
		this.client.close();
		this.parallel.close();
		if (this.meters != null) {
			this.meters.close();
		}
	}

}
