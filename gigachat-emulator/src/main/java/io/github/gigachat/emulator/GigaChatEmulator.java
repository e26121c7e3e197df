package io.github.gigachat.emulator;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import javax.net.ssl.SSLContext;

import com.github.tomakehurst.wiremock.junit.Stubbing;
import com.github.tomakehurst.wiremock.matching.StringValuePattern;
import io.github.gigachat.emulator.script.AnswerSequence;
import org.jspecify.annotations.Nullable;

/**
 * A strict stand-in for the GigaChat service on the loopback interface.
 * <p>
 * It answers the token endpoint, chat completions (a call and a stream), embeddings and
 * the list of models in the service's own words, refuses what the service refuses,
 * records what it was asked, and can be told what to answer: <pre>{@code
 * try (GigaChatEmulator emulator = GigaChatEmulator.start()) {
 *     emulator.onUserMessage("weather").callFunction("get_weather", Map.of("city", "Tula"));
 *     emulator.onFunctionResult("get_weather").reply("It is sunny in Tula.");
 *     // point an application at emulator.baseUrl(), emulator.authUrl(), emulator.apiKey()
 * }
 * }</pre> What is not scripted gets an answer that says that it comes from the emulator.
 * Every method may be called from any thread, also while requests are being served.
 */
public final class GigaChatEmulator implements AutoCloseable {

	private final EmulatorRuntime runtime;

	GigaChatEmulator(EmulatorRuntime runtime) {
		this.runtime = runtime;
	}

	/**
	 * Starts an emulator with the defaults: plain HTTP on a free port of 127.0.0.1.
	 * @return the running emulator, to be closed
	 */
	public static GigaChatEmulator start() {
		return builder().start();
	}

	/**
	 * Begins an emulator that differs from the defaults.
	 * @return a new builder
	 */
	public static GigaChatEmulatorBuilder builder() {
		return new GigaChatEmulatorBuilder();
	}

	/**
	 * The root of the v1 API, what an application has as its base URL.
	 * @return for example {@code http://127.0.0.1:40123/v1}; over TLS the host is
	 * {@code localhost}
	 */
	public String baseUrl() {
		return this.runtime.origin() + "/v1";
	}

	/**
	 * The chat completions of the v2 API, which has nothing else. A client usually
	 * derives the URL from {@link #baseUrl()}.
	 * @return for example {@code http://127.0.0.1:40123/v2/chat/completions}
	 */
	public String v2Url() {
		return this.runtime.origin() + "/v2/chat/completions";
	}

	/**
	 * The token endpoint of the authorization key.
	 * @return for example {@code http://127.0.0.1:40123/api/v2/oauth}
	 */
	public String authUrl() {
		return this.runtime.origin() + "/api/v2/oauth";
	}

	/**
	 * The port that the emulator listens on.
	 * @return a port of 127.0.0.1
	 */
	public int port() {
		return URI.create(this.runtime.origin()).getPort();
	}

	/**
	 * The authorization key that the token endpoint accepts: the Base64 form of a client
	 * id and a secret that are plainly made up.
	 * @return the key, the same for every emulator
	 */
	public String apiKey() {
		return this.runtime.settings().apiKey();
	}

	/**
	 * The certificate authority, made at start, that signed the server's certificate.
	 * @return the certificate to trust
	 * @throws IllegalStateException without {@link GigaChatEmulatorBuilder#tls()}
	 */
	public X509Certificate certificate() {
		return this.runtime.authority().certificate();
	}

	/**
	 * The certificate of {@link #certificate()} in PEM form.
	 * @return the text of a PEM file
	 * @throws IllegalStateException without {@link GigaChatEmulatorBuilder#tls()}
	 */
	public String certificatePem() {
		return this.runtime.authority().certificatePem();
	}

	/**
	 * What a client needs to connect: a context that trusts {@link #certificate()} and
	 * nothing else.
	 * @return a new context
	 * @throws IllegalStateException without {@link GigaChatEmulatorBuilder#tls()}
	 */
	public SSLContext trustingSslContext() {
		return this.runtime.authority().clientContext();
	}

	/**
	 * Scripts the answers to conversations whose last word is a user's message that
	 * contains a text. The rule written last wins, rules of {@link #onAnyMessage()} come
	 * after all others, and the last answer of a rule is repeated.
	 * @param text what the message has to contain, in any case of letters
	 * @return what to answer
	 */
	public ChatRule onUserMessage(String text) {
		return new ChatRule(this.runtime.chatScript().rule((request) -> request.endsWithUserMessage(text)));
	}

	/**
	 * Scripts the answers to conversations that end with a function's result.
	 * @param function the name of the function
	 * @return what to answer
	 */
	public ChatRule onFunctionResult(String function) {
		return new ChatRule(this.runtime.chatScript().rule((request) -> request.endsWithResultOf(function)));
	}

	/**
	 * Scripts the answers to requests that a condition holds for.
	 * @param condition the condition on a valid chat request
	 * @return what to answer
	 */
	public ChatRule onRequest(Predicate<ChatRequest> condition) {
		return new ChatRule(this.runtime.chatScript().rule(condition));
	}

	/**
	 * Scripts the answers to requests whose body matches a pattern of WireMock, for
	 * example {@code matchingJsonPath("$.temperature")}.
	 * @param body the pattern for the JSON as it was received
	 * @return what to answer
	 */
	public ChatRule onRequest(StringValuePattern body) {
		return onRequest((request) -> body.match(request.json()).isExactMatch());
	}

	/**
	 * Scripts the answers to whatever no other rule answers.
	 * @return what to answer
	 */
	public ChatRule onAnyMessage() {
		return new ChatRule(this.runtime.chatScript().generalRule());
	}

	/**
	 * Scripts the answers of both token endpoints to requests that are in order.
	 * @return what to answer
	 */
	public EndpointRule onToken() {
		return new EndpointRule(this.runtime.tokenScript());
	}

	/**
	 * Scripts the answers of the models endpoints to requests that are in order.
	 * @return what to answer
	 */
	public EndpointRule onModels() {
		return new EndpointRule(this.runtime.modelsScript());
	}

	/**
	 * Scripts the answers of the embeddings endpoint to requests that are in order.
	 * @return what to answer
	 */
	public EndpointRule onEmbeddings() {
		return new EndpointRule(this.runtime.embeddingsScript());
	}

	/**
	 * Scripts the answers of an endpoint that no other method names: files, the count of
	 * tokens, the balance, the check of a text, functions, batches.
	 * @param endpoint the endpoint
	 * @return what to answer
	 * @throws IllegalArgumentException when the endpoint is scripted by another method
	 */
	public EndpointRule onEndpoint(RecordedRequest.Endpoint endpoint) {
		AnswerSequence<RecordedRequest> script = this.runtime.resources().script(endpoint);
		if (script == null) {
			throw new IllegalArgumentException("The endpoint " + endpoint + " is not scripted by onEndpoint.");
		}
		return new EndpointRule(script);
	}

	/**
	 * The files that were uploaded since the start or the last {@link #reset()}, in their
	 * order, those that were deleted since, too.
	 * @return a snapshot
	 */
	public List<EmulatedFile> uploads() {
		return this.runtime.files().uploads();
	}

	/**
	 * The pictures that were drawn since the start or the last {@link #reset()}, in their
	 * order.
	 * @return a snapshot
	 */
	public List<EmulatedFile> drawings() {
		return this.runtime.drawings().all();
	}

	/**
	 * Draws a picture as an answer would, for scripts that say themselves how it is told
	 * of.
	 * @param clientId the {@code X-Client-ID} that is needed to read it, null for none
	 * @return the file that holds the picture
	 */
	public EmulatedFile draw(@Nullable String clientId) {
		return this.runtime.drawings().draw(clientId);
	}

	/**
	 * Loses a file, as the service does with one that is too old: it is unknown from now
	 * on.
	 * @param id the file's id
	 */
	public void loseFile(String id) {
		this.runtime.files().remove(id);
	}

	/**
	 * What happens on the wire below HTTP: delays, splits, silence, cuts and resets.
	 * @return the faults of this emulator
	 */
	public NetworkFaults network() {
		return this.runtime.network();
	}

	/**
	 * Returns the WireMock server that answers behind the emulator's port: {@code verify}
	 * and {@code findAll} search the requests of {@link #requests()}, and {@code stubFor}
	 * adds answers. Each stub has precedence over the emulator, which answers with the
	 * lowest priority, and answers before the emulator checks the request. Network faults
	 * apply to stubs, too. {@link #reset()} removes the stubs.
	 * @return WireMock's interface for stubs and verification
	 */
	public Stubbing wireMock() {
		return this.runtime.wireMock();
	}

	/**
	 * The switch that takes both token endpoints down.
	 * @return the outage, which has not begun
	 */
	public TokenOutage tokenOutage() {
		return this.runtime.tokenOutage();
	}

	/**
	 * Forgets every token that was issued: requests with one get 401
	 * {@code Unauthorized}.
	 */
	public void revokeTokens() {
		this.runtime.tokens().revokeAll();
	}

	/**
	 * Ends the life of every token that was issued: requests with one get 401
	 * {@code Token has expired}, whatever the token endpoint had promised.
	 */
	public void expireTokens() {
		this.runtime.tokens().expireAll();
	}

	/**
	 * Refuses API requests beyond a number of open ones with 429
	 * {@code Too many requests}. A stream is open until its last byte was sent.
	 * @param limit how many may be open at a time; the service has 1 for individuals
	 */
	public void limitConcurrentRequests(int limit) {
		this.runtime.quotas().limitConcurrentRequests(limit);
	}

	/**
	 * Refuses more than ten token requests a second with 429, as the service does.
	 */
	public void limitTokenRate() {
		this.runtime.quotas().limitTokenRate();
	}

	/**
	 * Uses the token package up: requests of chat and embeddings get 402
	 * {@code Payment Required} from now on.
	 */
	public void exhaustPackage() {
		this.runtime.quotas().exhaustPackage();
	}

	/**
	 * Every request that was received, refused ones too, in order.
	 * @return a snapshot
	 */
	public List<RecordedRequest> requests() {
		return this.runtime.journal().requests();
	}

	/**
	 * The requests to chat completions, refused ones too, in order.
	 * @return a snapshot
	 */
	public List<RecordedRequest> chatRequests() {
		return this.runtime.journal().requests(RecordedRequest.Endpoint.CHAT);
	}

	/**
	 * The requests to the token endpoints, refused ones too, in order.
	 * @return a snapshot
	 */
	public List<RecordedRequest> tokenRequests() {
		return this.runtime.journal().requests(RecordedRequest.Endpoint.TOKEN);
	}

	/**
	 * The requests for embeddings, refused ones too, in order.
	 * @return a snapshot
	 */
	public List<RecordedRequest> embeddingRequests() {
		return this.runtime.journal().requests(RecordedRequest.Endpoint.EMBEDDINGS);
	}

	/**
	 * The last request to chat completions.
	 * @return the request
	 * @throws IllegalStateException when there was none
	 */
	public RecordedRequest lastChatRequest() {
		List<RecordedRequest> requests = chatRequests();
		if (requests.isEmpty()) {
			throw new IllegalStateException("No chat request was received.");
		}
		return requests.get(requests.size() - 1);
	}

	/**
	 * Waits until a number of requests, of all endpoints, was received.
	 * @param count how many, counted from the start or the last {@link #reset()}
	 * @param timeout how long to wait at most
	 * @return the requests, at least as many as asked for
	 * @throws IllegalStateException when fewer came in time; the message lists them
	 */
	public List<RecordedRequest> awaitRequests(int count, Duration timeout) {
		return this.runtime.journal().awaitRequests(count, timeout);
	}

	/**
	 * The largest number of token requests that were open at the same time.
	 * @return 0 before the first one
	 */
	public int maxConcurrentTokenRequests() {
		return this.runtime.journal().maxConcurrentTokenRequests();
	}

	/**
	 * How many token requests were answered with success, since the start or the last
	 * {@link #reset()}.
	 * @return the number of requests
	 */
	public int tokensIssued() {
		return this.runtime.journal().issuedTokens();
	}

	/**
	 * How many different tokens were refused with 401, by the emulator itself or by an
	 * answer that was scripted, since the start or the last {@link #reset()}.
	 * @return the number of tokens
	 */
	public int tokensRefused() {
		return this.runtime.journal().refusedTokens();
	}

	/**
	 * The exchanges that a client left before their end, in order.
	 * @return a snapshot
	 */
	public List<ClientDeparture> departures() {
		return this.runtime.journal().departures();
	}

	/**
	 * How many exchanges a client left before their end, by closing the connection or by
	 * resetting the HTTP/2 stream.
	 * @return the number of {@link #departures()}
	 */
	public int clientDisconnects() {
		return departures().size();
	}

	/**
	 * Waits until a client has left an exchange before its end.
	 * @param timeout how long to wait at most
	 * @return the first departure since the start or the last {@link #reset()}
	 * @throws IllegalStateException when nobody left in time
	 */
	public ClientDeparture awaitClientLeft(Duration timeout) {
		return awaitClientsLeft(1, timeout).get(0);
	}

	/**
	 * Waits until a number of exchanges was left by the client before their end.
	 * @param count how many
	 * @param timeout how long to wait at most
	 * @return the departures, at least as many as asked for
	 * @throws IllegalStateException when fewer left in time
	 */
	public List<ClientDeparture> awaitClientsLeft(int count, Duration timeout) {
		return this.runtime.journal().awaitDepartures(count, timeout);
	}

	/**
	 * How many connections of clients are open now.
	 * @return the number of connections
	 */
	public int openConnections() {
		return this.runtime.relay().openConnections();
	}

	/**
	 * How many exchanges are open now: the request came, the last byte of the answer is
	 * not yet on its way.
	 * @return the number of exchanges
	 */
	public int openExchanges() {
		return this.runtime.exchanges().size();
	}

	/**
	 * How many connections were accepted since the start or the last {@link #reset()}.
	 * @return the number of connections
	 */
	public int connectionsAccepted() {
		return this.runtime.journal().connectionsAccepted();
	}

	/**
	 * Goes back to the state after the start: no scripts, no faults, no outage, no
	 * quotas, no records, no uploaded files; what is held is let go. Tokens stay valid
	 * and connections stay open.
	 */
	public void reset() {
		this.runtime.reset();
	}

	/**
	 * Stops the emulator. No thread and no socket of it is left when this returns.
	 * Closing twice is harmless.
	 */
	@Override
	public void close() {
		this.runtime.close();
	}

	@Override
	public String toString() {
		return "GigaChatEmulator[" + this.runtime.origin() + "]";
	}

}
