package io.github.gigachat.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;

import com.github.tomakehurst.wiremock.junit.Stubbing;
import io.github.gigachat.emulator.chat.PlannedCalls;
import io.github.gigachat.emulator.endpoints.ApiGate;
import io.github.gigachat.emulator.endpoints.ChatEndpoint;
import io.github.gigachat.emulator.endpoints.EmbeddingsEndpoint;
import io.github.gigachat.emulator.endpoints.EmulatorService;
import io.github.gigachat.emulator.endpoints.EmulatorSettings;
import io.github.gigachat.emulator.endpoints.FileStore;
import io.github.gigachat.emulator.endpoints.IssuedTokens;
import io.github.gigachat.emulator.endpoints.ModelCatalog;
import io.github.gigachat.emulator.endpoints.ModelsEndpoint;
import io.github.gigachat.emulator.endpoints.OAuthEndpoint;
import io.github.gigachat.emulator.endpoints.PasswordEndpoint;
import io.github.gigachat.emulator.endpoints.Quotas;
import io.github.gigachat.emulator.endpoints.ResourceEndpoints;
import io.github.gigachat.emulator.endpoints.SampleImages;
import io.github.gigachat.emulator.relay.Exchanges;
import io.github.gigachat.emulator.relay.Relay;
import io.github.gigachat.emulator.relay.RelayTls;
import io.github.gigachat.emulator.script.AnswerSequence;
import io.github.gigachat.emulator.script.ChatScript;
import io.github.gigachat.emulator.tls.TestAuthority;
import org.jspecify.annotations.Nullable;

/**
 * Wires the parts of a running emulator together.
 */
final class EmulatorRuntime {

	final EmulatorSettings settings;

	final IssuedTokens tokens;

	final Quotas quotas = new Quotas();

	final ChatScript chatScript = new ChatScript();

	private final PlannedCalls plannedCalls = new PlannedCalls();

	final AtomicBoolean formatAlone = new AtomicBoolean();

	final AnswerSequence<RecordedRequest> tokenScript = new AnswerSequence<>();

	final AnswerSequence<RecordedRequest> modelsScript = new AnswerSequence<>();

	final FileStore files;

	final SampleImages drawings;

	final ResourceEndpoints resources;

	final AnswerSequence<RecordedRequest> embeddingsScript = new AnswerSequence<>();

	final NetworkFaults network = new NetworkFaults();

	final TokenOutage tokenOutage = new TokenOutage(this.network);

	final Journal journal = new Journal();

	final Exchanges exchanges = new Exchanges();

	private final @Nullable TestAuthority authority;

	private final WireMockBackend backend;

	final Relay relay;

	private final AtomicBoolean closed = new AtomicBoolean();

	private EmulatorRuntime(EmulatorSettings settings) throws IOException {
		this.settings = settings;
		this.tokens = new IssuedTokens(settings.tokenLifetime(), settings.tokenGrace());
		this.files = new FileStore(settings.files());
		this.drawings = new SampleImages(this.files);
		ModelCatalog catalog = new ModelCatalog(settings.models(), settings.embeddingModels(),
				settings.modelsWithoutFunctions());
		ChatEndpoint chat = new ChatEndpoint(catalog, this.files, this.drawings, this.chatScript, settings.tools(),
				this.plannedCalls, this.formatAlone);
		this.resources = new ResourceEndpoints(settings, catalog, this.files, chat,
				new EmbeddingsEndpoint(catalog, this.embeddingsScript));
		this.authority = settings.tls() ? TestAuthority.create() : null;
		WireMockTransformer transformer = new WireMockTransformer(service(catalog, chat), this.tokenOutage,
				this.network, this.exchanges, this.journal);
		this.backend = WireMockBackend.start(transformer, this.journal, settings.http1Only() ? null : this.authority,
				settings.maxConcurrentStreams());
		this.relay = startRelay();
	}

	static EmulatorRuntime start(EmulatorSettings settings) {
		try {
			return new EmulatorRuntime(settings);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex.getMessage(), ex);
		}
	}

	private EmulatorService service(ModelCatalog catalog, ChatEndpoint chat) {
		return new EmulatorService(new ApiGate(this.settings, this.tokens), this.quotas,
				new OAuthEndpoint(this.settings, this.tokens, this.quotas, this.tokenScript),
				new PasswordEndpoint(this.settings, this.tokens, this.tokenScript), chat,
				new ModelsEndpoint(catalog, this.modelsScript), new EmbeddingsEndpoint(catalog, this.embeddingsScript),
				this.resources);
	}

	private Relay startRelay() throws IOException {
		RelayTls tls = (this.authority == null) ? null : new RelayTls(this.authority.serverContext(),
				this.authority.clientContext(), this.settings.http1Only());
		try {
			return Relay.start(this.settings.port(), this.backend.ports(), tls, this.exchanges,
					this.journal::connectionAccepted);
		}
		catch (IOException ex) {
			this.backend.stop();
			throw ex;
		}
	}

	String origin() {
		return (this.settings.tls() ? "https://localhost:" : "http://127.0.0.1:") + this.relay.port();
	}

	TestAuthority authority() {
		if (this.authority == null) {
			throw new IllegalStateException(
					"The emulator uses plain HTTP and has no certificate. Build it with tls().");
		}
		return this.authority;
	}

	Stubbing wireMock() {
		return this.backend.server();
	}

	void reset() {
		this.tokenOutage.end();
		this.chatScript.clear();
		this.plannedCalls.clear();
		this.formatAlone.set(false);
		this.tokenScript.clear();
		this.modelsScript.clear();
		this.resources.clear();
		this.files.reset();
		this.drawings.clear();
		this.embeddingsScript.clear();
		this.network.clear();
		this.quotas.clear();
		this.backend.reset();
		this.journal.clear();
	}

	void close() {
		if (this.closed.compareAndSet(false, true)) {
			this.relay.close();
			this.backend.stop();
		}
	}

}
