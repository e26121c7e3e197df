package io.github.gigachat.emulator;

import com.github.tomakehurst.wiremock.common.HttpsSettings;
import com.github.tomakehurst.wiremock.common.JettySettings;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.HttpServer;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import wiremock.org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import wiremock.org.eclipse.jetty.io.NetworkTrafficListener;
import wiremock.org.eclipse.jetty.server.ServerConnector;

/**
 * Creates WireMock's server with another limit of streams per HTTP/2 connection, for
 * which WireMock has no setting.
 */
final class LimitedHttp2ServerFactory implements HttpServerFactory {

	private final int maxConcurrentStreams;

	LimitedHttp2ServerFactory(int maxConcurrentStreams) {
		this.maxConcurrentStreams = maxConcurrentStreams;
	}

	@Override
	public HttpServer buildHttpServer(Options options, AdminRequestHandler adminRequestHandler,
			StubRequestHandler stubRequestHandler) {
		// the constructor of Jetty11HttpServer creates the connectors, before the fields
		// of
		// a named subclass would be set
		int streams = this.maxConcurrentStreams;
		return new Jetty11HttpServer(options, adminRequestHandler, stubRequestHandler) {

			@Override
			protected ServerConnector createHttpsConnector(String bindAddress, HttpsSettings httpsSettings,
					JettySettings jettySettings, NetworkTrafficListener listener) {
				ServerConnector connector = super.createHttpsConnector(bindAddress, httpsSettings, jettySettings,
						listener);
				connector.getConnectionFactory(HTTP2ServerConnectionFactory.class).setMaxConcurrentStreams(streams);
				return connector;
			}

		};
	}

}
