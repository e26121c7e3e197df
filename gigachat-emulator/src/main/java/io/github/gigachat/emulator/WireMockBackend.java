package io.github.gigachat.emulator;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.github.gigachat.emulator.relay.ServerPorts;

/**
 * The WireMock server behind the relay.
 */
final class WireMockBackend {

	/** Longer than any test, because a held response must not end by an idle server. */
	private static final long IDLE_MILLIS = 3_600_000;

	private final WireMockServer server;

	private final boolean tls;

	private WireMockBackend(WireMockServer server, boolean tls) {
		this.server = server;
		this.tls = tls;
	}

	static WireMockBackend start(WireMockTransformer transformer, boolean tls) {
		WireMockConfiguration options = WireMockConfiguration.options()
			.bindAddress("127.0.0.1")
			.dynamicPort()
			.http2PlainDisabled(true)
			.gzipDisabled(true)
			.disableRequestJournal()
			.templatingEnabled(false)
			.extensionScanningEnabled(false)
			.jettyIdleTimeout(IDLE_MILLIS)
			.extensions(transformer);
		if (tls) {
			options.dynamicHttpsPort();
		}
		WireMockServer server = new WireMockServer(options);
		server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok()));
		server.start();
		return new WireMockBackend(server, tls);
	}

	ServerPorts ports() {
		return new ServerPorts(this.server.port(), this.tls ? this.server.httpsPort() : 0);
	}

	void stop() {
		this.server.stop();
	}

}
