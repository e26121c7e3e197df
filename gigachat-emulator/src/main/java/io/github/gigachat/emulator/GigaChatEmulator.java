package io.github.gigachat.emulator;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import javax.net.ssl.SSLContext;

import com.github.tomakehurst.wiremock.junit.Stubbing;
import com.github.tomakehurst.wiremock.matching.StringValuePattern;
import io.github.gigachat.emulator.endpoints.EmbeddingModel;
import io.github.gigachat.emulator.endpoints.EmulatorSettings;
import io.github.gigachat.emulator.script.AnswerSequence;
import org.jspecify.annotations.Nullable;

/**
 * A strict emulator of the GigaChat service on the loopback interface.
 * <p>
 * It serves the endpoints of the service, records the requests, and refuses each request
 * that the service refuses, with the same error text. Rules determine its answers:
 * <pre>{@code
 * try (GigaChatEmulator emulator = GigaChatEmulator.start()) {
 *     emulator.onUserMessage("weather").callFunction("get_weather", Map.of("city", "Tula"));
 *     emulator.onFunctionResult("get_weather").reply("It is sunny in Tula.");
 *     // configure the application with emulator.baseUrl(), emulator.authUrl(), emulator.apiKey()
 * }
 * }</pre> A request without a rule gets an answer which says that it comes from the
 * emulator. All methods are thread-safe and may be called while requests are served.
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
	 * Returns a builder for an emulator with other settings.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns the base URL of the v1 API for an application.
	 * @return for example {@code http://127.0.0.1:40123/v1}; with TLS the host is
	 * {@code localhost}
	 */
	public String baseUrl() {
		return this.runtime.origin() + "/v1";
	}

	/**
	 * Returns the URL of chat completions of v2. A client usually derives it from
	 * {@link #baseUrl()}.
	 * @return for example {@code http://127.0.0.1:40123/v2/chat/completions}
	 */
	public String v2Url() {
		return this.runtime.origin() + "/v2/chat/completions";
	}

	/**
	 * Returns the URL of the token endpoint for the authorization key.
	 * @return for example {@code http://127.0.0.1:40123/api/v2/oauth}
	 */
	public String authUrl() {
		return this.runtime.origin() + "/api/v2/oauth";
	}

	/**
	 * Returns the port of the emulator.
	 * @return a port of 127.0.0.1
	 */
	public int port() {
		return URI.create(this.runtime.origin()).getPort();
	}

	/**
	 * Returns the authorization key that the token endpoint accepts: the Base64 form of a
	 * fictitious client id and secret.
	 * @return the key, the same for all emulators
	 */
	public String apiKey() {
		return this.runtime.settings.apiKey();
	}

	/**
	 * Returns the certificate of the authority that signed the server's certificate. The
	 * authority is created at the start.
	 * @return the certificate that clients must trust
	 * @throws IllegalStateException without {@link Builder#tls()}
	 */
	public X509Certificate certificate() {
		return this.runtime.authority().certificate();
	}

	/**
	 * Returns the {@link #certificate()} in PEM form.
	 * @return the text of a PEM file
	 * @throws IllegalStateException without {@link Builder#tls()}
	 */
	public String certificatePem() {
		return this.runtime.authority().certificatePem();
	}

	/**
	 * Returns an SSL context for clients, which trusts only {@link #certificate()}.
	 * @return a new context
	 * @throws IllegalStateException without {@link Builder#tls()}
	 */
	public SSLContext trustingSslContext() {
		return this.runtime.authority().clientContext();
	}

	/**
	 * Adds a rule for conversations whose last message is a user message with the given
	 * text in it. If several rules match, the newest one answers. Rules of
	 * {@link #onAnyMessage()} answer only if no other rule matches. The last answer of a
	 * rule is repeated.
	 * @param text the text, case-insensitive
	 * @return the rule, to which answers are added
	 */
	public ChatRule onUserMessage(String text) {
		return new ChatRule(this.runtime.chatScript.rule((request) -> request.endsWithUserMessage(text)));
	}

	/**
	 * Adds a rule for conversations whose last message is the result of a function.
	 * @param function the name of the function
	 * @return the rule, to which answers are added
	 */
	public ChatRule onFunctionResult(String function) {
		return new ChatRule(this.runtime.chatScript.rule((request) -> request.endsWithResultOf(function)));
	}

	/**
	 * Adds a rule for chat requests that satisfy a condition.
	 * @param condition the condition on a valid chat request
	 * @return the rule, to which answers are added
	 */
	public ChatRule onRequest(Predicate<ChatRequest> condition) {
		return new ChatRule(this.runtime.chatScript.rule(condition));
	}

	/**
	 * Adds a rule for chat requests whose body matches a pattern of WireMock, for example
	 * {@code matchingJsonPath("$.temperature")}.
	 * @param body the pattern for the JSON as it was received
	 * @return the rule, to which answers are added
	 */
	public ChatRule onRequest(StringValuePattern body) {
		return onRequest((request) -> body.match(request.json()).isExactMatch());
	}

	/**
	 * Adds a rule for chat requests that no other rule matches.
	 * @return the rule, to which answers are added
	 */
	public ChatRule onAnyMessage() {
		return new ChatRule(this.runtime.chatScript.generalRule());
	}

	/**
	 * Scripts the answers of both token endpoints to valid requests.
	 * @return the rule, to which answers are added
	 */
	public EndpointRule onToken() {
		return new EndpointRule(this.runtime.tokenScript);
	}

	/**
	 * Scripts the answers of the models endpoints to valid requests.
	 * @return the rule, to which answers are added
	 */
	public EndpointRule onModels() {
		return new EndpointRule(this.runtime.modelsScript);
	}

	/**
	 * Scripts the answers of the embeddings endpoint to valid requests.
	 * @return the rule, to which answers are added
	 */
	public EndpointRule onEmbeddings() {
		return new EndpointRule(this.runtime.embeddingsScript);
	}

	/**
	 * Scripts the answers of an endpoint that has no method of its own: files, token
	 * counts, the balance, AI detection, functions, batches.
	 * @param endpoint the endpoint
	 * @return the rule, to which answers are added
	 * @throws IllegalArgumentException if the endpoint has a method of its own
	 */
	public EndpointRule onEndpoint(RecordedRequest.Endpoint endpoint) {
		AnswerSequence<RecordedRequest> script = this.runtime.resources.script(endpoint);
		if (script == null) {
			throw new IllegalArgumentException("onEndpoint does not support the endpoint " + endpoint + ".");
		}
		return new EndpointRule(script);
	}

	/**
	 * Returns the files uploaded since the start or the last {@link #reset()}, including
	 * deleted files.
	 * @return a snapshot, in order
	 */
	public List<EmulatedFile> uploads() {
		return this.runtime.files.uploads();
	}

	/**
	 * Returns the pictures drawn since the start or the last {@link #reset()}.
	 * @return a snapshot, in order
	 */
	public List<EmulatedFile> drawings() {
		return this.runtime.drawings.all();
	}

	/**
	 * Draws a picture, for a script that writes the answer with the picture itself.
	 * @param clientId the {@code X-Client-ID} that may read the picture, null for all
	 * @return the file of the picture
	 */
	public EmulatedFile draw(@Nullable String clientId) {
		return this.runtime.drawings.draw(clientId);
	}

	/**
	 * Removes a file, as the service does with old files. Its id is then unknown.
	 * @param id the file's id
	 */
	public void loseFile(String id) {
		this.runtime.files.remove(id);
	}

	/**
	 * Returns the faults below HTTP: delays, splits, silence, cuts and resets.
	 * @return the faults of this emulator
	 */
	public NetworkFaults network() {
		return this.runtime.network;
	}

	/**
	 * Returns the WireMock server that answers behind the emulator's port. {@code verify}
	 * and {@code findAll} search the same requests as {@link #requests()}, and
	 * {@code stubFor} adds answers. A stub takes precedence over the emulator and answers
	 * before the emulator checks the request. Network faults apply to stubs, too.
	 * {@link #reset()} removes the stubs.
	 * @return WireMock's interface for stubs and verification
	 */
	public Stubbing wireMock() {
		return this.runtime.wireMock();
	}

	/**
	 * Returns the switch that takes both token endpoints down.
	 * @return the outage
	 */
	public TokenOutage tokenOutage() {
		return this.runtime.tokenOutage;
	}

	/**
	 * Revokes all issued tokens. Requests with one of them get 401 {@code Unauthorized}.
	 */
	public void revokeTokens() {
		this.runtime.tokens.revokeAll();
	}

	/**
	 * Expires all issued tokens, whatever lifetime the token endpoint stated. Requests
	 * with one of them get 401 {@code Token has expired}.
	 */
	public void expireTokens() {
		this.runtime.tokens.expireAll();
	}

	/**
	 * Limits the number of concurrent API requests. Further requests get 429
	 * {@code Too many requests}. A stream counts until its last byte is sent.
	 * @param limit the limit, at least 1; the service has 1 for individuals
	 */
	public void limitConcurrentRequests(int limit) {
		this.runtime.quotas.limitConcurrentRequests(limit);
	}

	/**
	 * Refuses more than ten token requests per second with 429, as the service does.
	 */
	public void limitTokenRate() {
		this.runtime.quotas.limitTokenRate();
	}

	/**
	 * Exhausts the token package. Requests for chat and embeddings get 402
	 * {@code Payment Required}.
	 */
	public void exhaustPackage() {
		this.runtime.quotas.exhaustPackage();
	}

	/**
	 * Refuses chat requests that have a {@code response_format} beside functions or, in
	 * v2, built-in tools, as some installations do: 400
	 * {@code response_format is not supported together with functions}. The text is the
	 * emulator's own, because no recording has one. Default: such requests are answered.
	 */
	public void refuseResponseFormatBesideTools() {
		this.runtime.formatAlone.set(true);
	}

	/**
	 * Returns all received requests, including refused ones.
	 * @return a snapshot, in order
	 */
	public List<RecordedRequest> requests() {
		return this.runtime.journal.requests();
	}

	/**
	 * Returns the requests for chat completions, including refused ones.
	 * @return a snapshot, in order
	 */
	public List<RecordedRequest> chatRequests() {
		return this.runtime.journal.requests(RecordedRequest.Endpoint.CHAT);
	}

	/**
	 * Returns the requests to the token endpoints, including refused ones.
	 * @return a snapshot, in order
	 */
	public List<RecordedRequest> tokenRequests() {
		return this.runtime.journal.requests(RecordedRequest.Endpoint.TOKEN);
	}

	/**
	 * Returns the requests for embeddings, including refused ones.
	 * @return a snapshot, in order
	 */
	public List<RecordedRequest> embeddingRequests() {
		return this.runtime.journal.requests(RecordedRequest.Endpoint.EMBEDDINGS);
	}

	/**
	 * Returns the last request for chat completions.
	 * @return the request
	 * @throws IllegalStateException if there was none
	 */
	public RecordedRequest lastChatRequest() {
		List<RecordedRequest> requests = chatRequests();
		if (requests.isEmpty()) {
			throw new IllegalStateException("No chat request was received.");
		}
		return requests.get(requests.size() - 1);
	}

	/**
	 * Waits for a number of requests to all endpoints.
	 * @param count the number since the start or the last {@link #reset()}
	 * @param timeout the maximum time to wait
	 * @return the requests, at least {@code count}
	 * @throws IllegalStateException if fewer requests arrive in time; the message lists
	 * them
	 */
	public List<RecordedRequest> awaitRequests(int count, Duration timeout) {
		return this.runtime.journal.awaitRequests(count, timeout);
	}

	/**
	 * Returns the maximum number of concurrent token requests.
	 * @return 0 before the first token request
	 */
	public int maxConcurrentTokenRequests() {
		return this.runtime.journal.maxConcurrentTokenRequests();
	}

	/**
	 * Returns the number of successful token requests since the start or the last
	 * {@link #reset()}.
	 * @return the number of requests
	 */
	public int tokensIssued() {
		return this.runtime.journal.issuedTokens();
	}

	/**
	 * Returns the number of distinct tokens refused with 401 since the start or the last
	 * {@link #reset()}, by the emulator or by a scripted answer.
	 * @return the number of tokens
	 */
	public int tokensRefused() {
		return this.runtime.journal.refusedTokens();
	}

	/**
	 * Returns the exchanges that a client left before the response was complete.
	 * @return a snapshot, in order
	 */
	public List<ClientDeparture> departures() {
		return this.runtime.journal.departures();
	}

	/**
	 * Returns the number of exchanges that a client left before the response was
	 * complete, by closing the connection or resetting the HTTP/2 stream.
	 * @return the number of {@link #departures()}
	 */
	public int clientDisconnects() {
		return departures().size();
	}

	/**
	 * Waits until a client leaves an exchange before the response is complete.
	 * @param timeout the maximum time to wait
	 * @return the first departure since the start or the last {@link #reset()}
	 * @throws IllegalStateException if no client leaves in time
	 */
	public ClientDeparture awaitClientLeft(Duration timeout) {
		return awaitClientsLeft(1, timeout).get(0);
	}

	/**
	 * Waits until clients have left a number of exchanges before the response was
	 * complete.
	 * @param count the number of exchanges
	 * @param timeout the maximum time to wait
	 * @return the departures, at least {@code count}
	 * @throws IllegalStateException if fewer clients leave in time
	 */
	public List<ClientDeparture> awaitClientsLeft(int count, Duration timeout) {
		return this.runtime.journal.awaitDepartures(count, timeout);
	}

	/**
	 * Returns the number of open client connections.
	 * @return the number of connections
	 */
	public int openConnections() {
		return this.runtime.relay.openConnections();
	}

	/**
	 * Closes the client connections that are open now, like a service that restarts or
	 * whose idle timeout expires: with a TCP FIN, with TLS after a close_notify, with
	 * HTTP/2 without a GOAWAY. Open exchanges are cut, and a client that is sending may
	 * see a reset. The connections are closed when this method returns, but a client may
	 * notice it later.
	 */
	public void closeConnections() {
		this.runtime.relay.closeConnections();
	}

	/**
	 * Returns the number of open exchanges. An exchange is open from the arrival of its
	 * request until the last byte of its response is sent.
	 * @return the number of exchanges
	 */
	public int openExchanges() {
		return this.runtime.exchanges.size();
	}

	/**
	 * Returns the number of connections accepted since the start or the last
	 * {@link #reset()}.
	 * @return the number of connections
	 */
	public int connectionsAccepted() {
		return this.runtime.journal.connectionsAccepted();
	}

	/**
	 * Restores the state that the emulator had after its start: removes rules, stubs,
	 * faults, outages, quotas, recorded requests and uploaded files, and resumes held
	 * exchanges. Tokens stay valid and connections stay open.
	 */
	public void reset() {
		this.runtime.reset();
	}

	/**
	 * Stops the emulator and waits until its threads have ended and its sockets are
	 * closed. Open exchanges are cut, including those that a fault holds. Further calls
	 * do nothing.
	 */
	@Override
	public void close() {
		this.runtime.close();
	}

	@Override
	public String toString() {
		return "GigaChatEmulator[" + this.runtime.origin() + "]";
	}

	/**
	 * Builds and starts a {@link GigaChatEmulator}.
	 */
	public static final class Builder {

		private int port;

		private boolean tls;

		private boolean http1Only;

		private int maxConcurrentStreams;

		private Duration tokenLifetime = Duration.ofMinutes(30);

		private Duration tokenGrace = Duration.ZERO;

		private boolean expiresInSeconds;

		private boolean legacyTokenShape;

		private String scope = "GIGACHAT_API_PERS";

		private String username = "user";

		private String password = "password";

		private boolean authentication = true;

		private final Map<String, String> acceptedHeaders = new LinkedHashMap<>();

		private final Set<String> acceptedTokens = new LinkedHashSet<>();

		private final Set<String> models = new LinkedHashSet<>();

		private final Map<String, EmbeddingModel> embeddingModels = new LinkedHashMap<>();

		private final Set<String> modelsWithoutFunctions = new LinkedHashSet<>();

		private final Set<String> files = new LinkedHashSet<>();

		private final Set<String> tools = new LinkedHashSet<>();

		private Builder() {
		}

		/**
		 * Sets the port on 127.0.0.1.
		 * @param port the port, 0 for a free one. Default: 0
		 * @return this builder
		 */
		public Builder port(int port) {
			if (port < 0 || port > 65535) {
				throw new IllegalArgumentException("The port must be between 0 and 65535, not " + port + ".");
			}
			this.port = port;
			return this;
		}

		/**
		 * Enables TLS, with HTTP/2 and HTTP/1.1 offered by ALPN. The certificate is for
		 * {@code localhost} and 127.0.0.1. It is signed by an authority that is created
		 * at the start: {@link GigaChatEmulator#certificate()}. Default: plain HTTP.
		 * @return this builder
		 */
		public Builder tls() {
			this.tls = true;
			return this;
		}

		/**
		 * Switches HTTP/2 off with TLS. Default: HTTP/2 is offered.
		 * @return this builder
		 */
		public Builder http1Only() {
			this.http1Only = true;
			return this;
		}

		/**
		 * Sets the number of concurrent streams on one HTTP/2 connection, which the
		 * emulator announces to clients (SETTINGS_MAX_CONCURRENT_STREAMS).
		 * @param streams the number, at least 1. Default: 128
		 * @return this builder
		 */
		public Builder maxConcurrentStreams(int streams) {
			if (streams < 1) {
				throw new IllegalArgumentException("At least one stream must be allowed, not " + streams + ".");
			}
			this.maxConcurrentStreams = streams;
			return this;
		}

		/**
		 * Sets the lifetime of issued tokens.
		 * @param lifetime a positive time. Default: 30 minutes, as the service has it
		 * @return this builder
		 */
		public Builder tokenLifetime(Duration lifetime) {
			if (lifetime.isNegative() || lifetime.isZero()) {
				throw new IllegalArgumentException("The token lifetime must be positive, not " + lifetime + ".");
			}
			this.tokenLifetime = lifetime;
			return this;
		}

		/**
		 * Sets the time for which a token is still accepted after its stated expiry. It
		 * protects tests with very short lifetimes from refusals of requests that are
		 * under way.
		 * @param grace the time. Default: none
		 * @return this builder
		 */
		public Builder tokenGrace(Duration grace) {
			if (grace.isNegative()) {
				throw new IllegalArgumentException("The token grace must be zero or positive, not " + grace + ".");
			}
			this.tokenGrace = grace;
			return this;
		}

		/**
		 * States the expiry of tokens in seconds since the epoch, as some installations
		 * do. Default: milliseconds.
		 * @return this builder
		 */
		public Builder expiresInSeconds() {
			this.expiresInSeconds = true;
			return this;
		}

		/**
		 * Makes the OAuth endpoint answer with {@code tok} and {@code exp}. Default:
		 * {@code access_token} and {@code expires_at}.
		 * @return this builder
		 */
		public Builder legacyTokenShape() {
			this.legacyTokenShape = true;
			return this;
		}

		/**
		 * Sets the scope that the authorization key may use.
		 * @param scope {@code GIGACHAT_API_PERS}, {@code GIGACHAT_API_B2B} or
		 * {@code GIGACHAT_API_CORP}. Default: {@code GIGACHAT_API_PERS}
		 * @return this builder
		 */
		public Builder scope(String scope) {
			this.scope = scope;
			return this;
		}

		/**
		 * Sets the user of the password grant, {@code POST /v1/token}.
		 * @param username the user's name. Default: {@code user}
		 * @param password the user's password. Default: {@code password}
		 * @return this builder
		 */
		public Builder user(String username, String password) {
			this.username = username;
			this.password = password;
			return this;
		}

		/**
		 * Accepts every API request without a token, as an installation behind mutual TLS
		 * or a gateway does.
		 * @return this builder
		 */
		public Builder noAuthentication() {
			this.authentication = false;
			return this;
		}

		/**
		 * Accepts API requests with a header in place of a token, as an installation with
		 * its own API key does.
		 * @param name the header's name
		 * @param value the header's value
		 * @return this builder
		 */
		public Builder acceptHeader(String name, String value) {
			this.acceptedHeaders.put(name, value);
			return this;
		}

		/**
		 * Accepts a bearer token that never expires and cannot be revoked.
		 * @param token the token
		 * @return this builder
		 */
		public Builder acceptToken(String token) {
			this.acceptedTokens.add(token);
			return this;
		}

		/**
		 * Adds a chat model to the known models of the service.
		 * @param name the name of the model
		 * @return this builder
		 */
		public Builder model(String name) {
			this.models.add(name);
			return this;
		}

		/**
		 * Adds an embedding model to the known models of the service.
		 * @param name the name of the model
		 * @param dimensions the number of dimensions of its vectors, at least 1
		 * @param maxTokens the maximum length of a text, in tokens of four characters
		 * @return this builder
		 */
		public Builder embeddingModel(String name, int dimensions, int maxTokens) {
			if (dimensions < 1 || maxTokens < 1) {
				throw new IllegalArgumentException(
						"An embedding model must have at least one dimension and accept at least one token.");
			}
			this.embeddingModels.put(name, new EmbeddingModel(dimensions, maxTokens));
			return this;
		}

		/**
		 * Makes a chat model refuse functions, with 422
		 * {@code Requested model does not support functions}.
		 * @param name the name of the model, which is added if it is unknown
		 * @return this builder
		 */
		public Builder modelWithoutFunctions(String name) {
			this.models.add(name);
			this.modelsWithoutFunctions.add(name);
			return this;
		}

		/**
		 * Makes the id of a file known, so that messages may attach it.
		 * @param id the file's id
		 * @return this builder
		 */
		public Builder file(String id) {
			this.files.add(id);
			return this;
		}

		/**
		 * Enables a built-in tool of v2 that the public service does not know or refuses
		 * with 422 {@code Tool code_interpreter is unavailable}.
		 * @param name the tool's name, for example {@code code_interpreter}
		 * @return this builder
		 */
		public Builder tool(String name) {
			this.tools.add(name);
			return this;
		}

		/**
		 * Starts the emulator.
		 * @return the running emulator, to be closed
		 * @throws java.io.UncheckedIOException if the port cannot be bound
		 */
		public GigaChatEmulator start() {
			return new GigaChatEmulator(EmulatorRuntime.start(settings()));
		}

		private EmulatorSettings settings() {
			return new EmulatorSettings(this.port, this.tls, this.http1Only, this.maxConcurrentStreams,
					this.tokenLifetime, this.tokenGrace, this.expiresInSeconds, this.legacyTokenShape, this.scope,
					this.username, this.password, this.authentication, this.acceptedHeaders, this.acceptedTokens,
					this.models, this.embeddingModels, this.modelsWithoutFunctions, this.files, this.tools);
		}

	}

}
