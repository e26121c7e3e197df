package io.github.gigachat.emulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.global.GlobalSettings;
import com.github.tomakehurst.wiremock.servlet.NotImplementedMappingsSaver;
import com.github.tomakehurst.wiremock.standalone.MappingsSource;
import com.github.tomakehurst.wiremock.store.DefaultStores;
import com.github.tomakehurst.wiremock.store.RequestJournalStore;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;
import io.github.gigachat.emulator.relay.ServerPorts;
import io.github.gigachat.emulator.tls.TestAuthority;
import org.jspecify.annotations.Nullable;

/**
 * The WireMock server behind the relay.
 */
final class WireMockBackend {

	/** Longer than any test, because an idle timeout must not end a held response. */
	private static final long IDLE_MILLIS = 3_600_000;

	private final WireMockServer server;

	private final boolean tls;

	private WireMockBackend(WireMockServer server, boolean tls) {
		this.server = server;
		this.tls = tls;
	}

	/**
	 * Starts a server on free ports of 127.0.0.1.
	 * @param transformer answers the requests
	 * @param journal records the requests
	 * @param authority signs the server's certificate for HTTP/2, or null for plain HTTP
	 * @param maxConcurrentStreams the number of streams per connection, 0 for the default
	 * @return the running server
	 * @throws IOException if the key store cannot be written
	 */
	static WireMockBackend start(WireMockTransformer transformer, Journal journal, @Nullable TestAuthority authority,
			int maxConcurrentStreams) throws IOException {
		WireMockConfiguration options = WireMockConfiguration.options()
			.bindAddress("127.0.0.1")
			.dynamicPort()
			.http2PlainDisabled(true)
			.gzipDisabled(true)
			.mappingSource(new OwnStub())
			.templatingEnabled(false)
			.extensionScanningEnabled(false)
			.jettyIdleTimeout(IDLE_MILLIS)
			// as long as the relay's own queue, so that no connection is lost between
			// them
			.jettyAcceptQueueSize(1024)
			.extensions(transformer);
		options.withStores(new DefaultStores(options.filesRoot()) {

			@Override
			public RequestJournalStore getRequestJournalStore() {
				return journal;
			}

		});
		if (authority == null) {
			return start(options, false);
		}
		if (maxConcurrentStreams > 0) {
			options.httpServerFactory(new LimitedHttp2ServerFactory(maxConcurrentStreams));
		}
		// WireMock accepts keys only from a file, which it reads while it starts
		Path keyStore = Files.createTempFile("gigachat-emulator", ".p12");
		try {
			try (OutputStream out = Files.newOutputStream(keyStore)) {
				authority.writeKeyStore(out);
			}
			options.dynamicHttpsPort()
				.keystoreType("PKCS12")
				.keystorePath(keyStore.toString())
				.keystorePassword(authority.keyStorePassword())
				.keyManagerPassword(authority.keyStorePassword());
			return start(options, true);
		}
		finally {
			Files.delete(keyStore);
		}
	}

	private static WireMockBackend start(WireMockConfiguration options, boolean tls) {
		WireMockServer server = new WireMockServer(options);
		server.start();
		return new WireMockBackend(server, tls);
	}

	ServerPorts ports() {
		return new ServerPorts(this.server.port(), this.tls ? this.server.httpsPort() : 0);
	}

	WireMockServer server() {
		return this.server;
	}

	/**
	 * Removes the stubs of the user. WireMock's own reset would have no stub at all for a
	 * moment.
	 */
	void reset() {
		for (StubMapping stub : this.server.getStubMappings()) {
			if (!stub.getId().equals(OwnStub.ID)) {
				this.server.removeStub(stub);
			}
		}
		this.server.resetScenarios();
		this.server.updateGlobalSettings(GlobalSettings.defaults());
	}

	void stop() {
		this.server.stop();
	}

	/**
	 * Loads the emulator's own stub, which answers what no other stub answers, and no
	 * mapping files of the user's project, which are for other servers.
	 */
	private static final class OwnStub extends NotImplementedMappingsSaver implements MappingsSource {

		static final UUID ID = UUID.randomUUID();

		@Override
		public void loadMappingsInto(StubMappings mappings) {
			mappings.addMapping(WireMock.any(WireMock.anyUrl())
				.withId(ID)
				.atPriority(Integer.MAX_VALUE)
				.willReturn(WireMock.ok().withTransformers(WireMockTransformer.NAME))
				.build());
		}

	}

}
