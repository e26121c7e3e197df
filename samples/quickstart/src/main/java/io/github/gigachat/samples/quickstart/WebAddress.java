package io.github.gigachat.samples.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Where the chat is over HTTP: port 8080, or another one where that is taken, since a
 * chat on the terminal needs none. A {@code server.port} that is set is kept to.
 */
@Component
class WebAddress implements WebServerFactoryCustomizer<ConfigurableWebServerFactory> {

	private static final int DEFAULT_PORT = 8080;

	private final ServerProperties server;

	private final Console console;

	WebAddress(ServerProperties server, Console console) {
		this.server = server;
		this.console = console;
	}

	@Override
	public void customize(ConfigurableWebServerFactory factory) {
		if (this.server.getPort() == null && isTaken(DEFAULT_PORT)) {
			factory.setPort(0);
		}
	}

	private boolean isTaken(int port) {
		try (ServerSocket probe = new ServerSocket(port, 1, this.server.getAddress())) {
			return !probe.isBound();
		}
		catch (IOException ex) {
			return true;
		}
	}

	/**
	 * Says where the chat is.
	 * @param event the server has started
	 */
	@EventListener
	void announce(WebServerInitializedEvent event) {
		InetAddress address = this.server.getAddress();
		String host = (address != null) ? address.getHostAddress() : "127.0.0.1";
		String url = "http://" + host + ":" + event.getWebServer().getPort() + "/chat";
		this.console.printLine("Over HTTP: POST " + url + " or GET " + url + "/stream?message=…");
	}

}
