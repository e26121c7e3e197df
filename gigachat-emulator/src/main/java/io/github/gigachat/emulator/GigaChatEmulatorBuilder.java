package io.github.gigachat.emulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.github.gigachat.emulator.endpoints.EmbeddingModel;
import io.github.gigachat.emulator.endpoints.EmulatorSettings;

/**
 * Settings of an emulator that is about to start.
 */
public final class GigaChatEmulatorBuilder {

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

	GigaChatEmulatorBuilder() {
	}

	/**
	 * Listens on a fixed port of 127.0.0.1 instead of a free one.
	 * @param port the port, 0 for a free one
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder port(int port) {
		if (port < 0 || port > 65535) {
			throw new IllegalArgumentException("The port must be between 0 and 65535, not " + port + ".");
		}
		this.port = port;
		return this;
	}

	/**
	 * Speaks TLS, with HTTP/2 and HTTP/1.1 offered by ALPN. The certificate is for
	 * {@code localhost} and 127.0.0.1, signed by an authority that is made at start:
	 * {@link GigaChatEmulator#certificate()}.
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder tls() {
		this.tls = true;
		return this;
	}

	/**
	 * Does not offer HTTP/2 over TLS.
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder http1Only() {
		this.http1Only = true;
		return this;
	}

	/**
	 * How many streams the emulator takes at once on one HTTP/2 connection, which it
	 * tells its clients (SETTINGS_MAX_CONCURRENT_STREAMS).
	 * @param streams the number, 128 unless set
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder maxConcurrentStreams(int streams) {
		if (streams < 1) {
			throw new IllegalArgumentException("At least one stream must be allowed, not " + streams + ".");
		}
		this.maxConcurrentStreams = streams;
		return this;
	}

	/**
	 * How long an issued token is valid.
	 * @param lifetime the life of a token; 30 minutes unless set, as the service has it
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder tokenLifetime(Duration lifetime) {
		if (lifetime.isNegative() || lifetime.isZero()) {
			throw new IllegalArgumentException("The life of a token must be positive, not " + lifetime + ".");
		}
		this.tokenLifetime = lifetime;
		return this;
	}

	/**
	 * How long an issued token is still accepted after the end that was stated for it, so
	 * that tokens of a very short life are not refused for the time that a request was on
	 * its way.
	 * @param grace the time; none unless set
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder tokenGrace(Duration grace) {
		if (grace.isNegative()) {
			throw new IllegalArgumentException("The grace of a token must not be negative, but is " + grace + ".");
		}
		this.tokenGrace = grace;
		return this;
	}

	/**
	 * States the end of a token's life in seconds since the epoch, as some installations
	 * do, instead of milliseconds.
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder expiresInSeconds() {
		this.expiresInSeconds = true;
		return this;
	}

	/**
	 * Answers the OAuth endpoint with {@code tok} and {@code exp} instead of
	 * {@code access_token} and {@code expires_at}.
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder legacyTokenShape() {
		this.legacyTokenShape = true;
		return this;
	}

	/**
	 * The one scope that the authorization key has a contract for.
	 * @param scope {@code GIGACHAT_API_PERS} (the default), {@code GIGACHAT_API_B2B} or
	 * {@code GIGACHAT_API_CORP}
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder scope(String scope) {
		this.scope = scope;
		return this;
	}

	/**
	 * Who may use the password grant, {@code POST /v1/token}.
	 * @param username the user's name, {@code user} unless set
	 * @param password the user's password, {@code password} unless set
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder user(String username, String password) {
		this.username = username;
		this.password = password;
		return this;
	}

	/**
	 * Lets every API request in without a token, as an installation behind mutual TLS or
	 * a gateway does.
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder noAuthentication() {
		this.authentication = false;
		return this;
	}

	/**
	 * Lets API requests with this header in without a token, as an installation with a
	 * key of its own in a header does.
	 * @param name the header's name
	 * @param value the header's value
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder acceptHeader(String name, String value) {
		this.acceptedHeaders.put(name, value);
		return this;
	}

	/**
	 * Accepts a fixed bearer token that never expires and is never revoked.
	 * @param token the token
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder acceptToken(String token) {
		this.acceptedTokens.add(token);
		return this;
	}

	/**
	 * Adds a chat model to those that the service is known to have.
	 * @param name the name of the model
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder model(String name) {
		this.models.add(name);
		return this;
	}

	/**
	 * Adds an embedding model to those that the service is known to have.
	 * @param name the name of the model
	 * @param dimensions how many numbers its vectors have
	 * @param maxTokens the longest text that it takes, in tokens of four characters
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder embeddingModel(String name, int dimensions, int maxTokens) {
		if (dimensions < 1 || maxTokens < 1) {
			throw new IllegalArgumentException("An embedding model has at least one dimension and takes one token.");
		}
		this.embeddingModels.put(name, new EmbeddingModel(dimensions, maxTokens));
		return this;
	}

	/**
	 * Has a chat model refuse functions, with 422
	 * {@code Requested model does not support functions}.
	 * @param name the name of the model, added if it is not known
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder modelWithoutFunctions(String name) {
		this.models.add(name);
		this.modelsWithoutFunctions.add(name);
		return this;
	}

	/**
	 * Makes the id of a file known, so that a message may attach it.
	 * @param id the file's id
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder file(String id) {
		this.files.add(id);
		return this;
	}

	/**
	 * Makes a built-in tool of v2 available that the public service refuses, with 422
	 * {@code Tool code_interpreter is unavailable}, or does not know.
	 * @param name the tool's name, for example {@code code_interpreter}
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder tool(String name) {
		this.tools.add(name);
		return this;
	}

	/**
	 * Starts the emulator.
	 * @return the running emulator, to be closed
	 * @throws java.io.UncheckedIOException when the port cannot be bound
	 */
	public GigaChatEmulator start() {
		return new GigaChatEmulator(EmulatorRuntime.start(settings()));
	}

	private EmulatorSettings settings() {
		return new EmulatorSettings(this.port, this.tls, this.http1Only, this.maxConcurrentStreams, this.tokenLifetime,
				this.tokenGrace, this.expiresInSeconds, this.legacyTokenShape, this.scope, this.username, this.password,
				this.authentication, this.acceptedHeaders, this.acceptedTokens, this.models, this.embeddingModels,
				this.modelsWithoutFunctions, this.files, this.tools);
	}

}
