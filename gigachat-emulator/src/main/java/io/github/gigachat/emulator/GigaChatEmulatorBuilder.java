package io.github.gigachat.emulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.github.gigachat.emulator.endpoints.EmbeddingModel;
import io.github.gigachat.emulator.endpoints.EmulatorSettings;

/**
 * Builds and starts a {@link GigaChatEmulator}.
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
	 * Sets the port on 127.0.0.1.
	 * @param port the port, 0 for a free one. Default: 0
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
	 * Enables TLS, with HTTP/2 and HTTP/1.1 offered by ALPN. The certificate is for
	 * {@code localhost} and 127.0.0.1. It is signed by an authority that is created at
	 * the start: {@link GigaChatEmulator#certificate()}. Default: plain HTTP.
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder tls() {
		this.tls = true;
		return this;
	}

	/**
	 * Switches HTTP/2 off with TLS. Default: HTTP/2 is offered.
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder http1Only() {
		this.http1Only = true;
		return this;
	}

	/**
	 * Sets the number of concurrent streams on one HTTP/2 connection, which the emulator
	 * announces to clients (SETTINGS_MAX_CONCURRENT_STREAMS).
	 * @param streams the number, at least 1. Default: 128
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
	 * Sets the lifetime of issued tokens.
	 * @param lifetime a positive time. Default: 30 minutes, as the service has it
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder tokenLifetime(Duration lifetime) {
		if (lifetime.isNegative() || lifetime.isZero()) {
			throw new IllegalArgumentException("The token lifetime must be positive, not " + lifetime + ".");
		}
		this.tokenLifetime = lifetime;
		return this;
	}

	/**
	 * Sets the time for which a token is still accepted after its stated expiry. It
	 * protects tests with very short lifetimes from refusals of requests that are under
	 * way.
	 * @param grace the time. Default: none
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder tokenGrace(Duration grace) {
		if (grace.isNegative()) {
			throw new IllegalArgumentException("The token grace must be zero or positive, not " + grace + ".");
		}
		this.tokenGrace = grace;
		return this;
	}

	/**
	 * States the expiry of tokens in seconds since the epoch, as some installations do.
	 * Default: milliseconds.
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder expiresInSeconds() {
		this.expiresInSeconds = true;
		return this;
	}

	/**
	 * Makes the OAuth endpoint answer with {@code tok} and {@code exp}. Default:
	 * {@code access_token} and {@code expires_at}.
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder legacyTokenShape() {
		this.legacyTokenShape = true;
		return this;
	}

	/**
	 * Sets the scope that the authorization key may use.
	 * @param scope {@code GIGACHAT_API_PERS}, {@code GIGACHAT_API_B2B} or
	 * {@code GIGACHAT_API_CORP}. Default: {@code GIGACHAT_API_PERS}
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder scope(String scope) {
		this.scope = scope;
		return this;
	}

	/**
	 * Sets the user of the password grant, {@code POST /v1/token}.
	 * @param username the user's name. Default: {@code user}
	 * @param password the user's password. Default: {@code password}
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder user(String username, String password) {
		this.username = username;
		this.password = password;
		return this;
	}

	/**
	 * Accepts every API request without a token, as an installation behind mutual TLS or
	 * a gateway does.
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder noAuthentication() {
		this.authentication = false;
		return this;
	}

	/**
	 * Accepts API requests with a header in place of a token, as an installation with its
	 * own API key does.
	 * @param name the header's name
	 * @param value the header's value
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder acceptHeader(String name, String value) {
		this.acceptedHeaders.put(name, value);
		return this;
	}

	/**
	 * Accepts a bearer token that never expires and cannot be revoked.
	 * @param token the token
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder acceptToken(String token) {
		this.acceptedTokens.add(token);
		return this;
	}

	/**
	 * Adds a chat model to the known models of the service.
	 * @param name the name of the model
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder model(String name) {
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
	public GigaChatEmulatorBuilder embeddingModel(String name, int dimensions, int maxTokens) {
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
	public GigaChatEmulatorBuilder modelWithoutFunctions(String name) {
		this.models.add(name);
		this.modelsWithoutFunctions.add(name);
		return this;
	}

	/**
	 * Makes the id of a file known, so that messages may attach it.
	 * @param id the file's id
	 * @return this builder
	 */
	public GigaChatEmulatorBuilder file(String id) {
		this.files.add(id);
		return this;
	}

	/**
	 * Enables a built-in tool of v2 that the public service does not know or refuses with
	 * 422 {@code Tool code_interpreter is unavailable}.
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
	 * @throws java.io.UncheckedIOException if the port cannot be bound
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
