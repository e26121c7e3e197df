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
 * Chooses the port of the chat over HTTP: 8080, or a free one if 8080 is in use, since
 * the chat in the terminal does not need the port. A configured {@code server.port} is
 * used as it is.
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
	 * Prints the address of the chat.
	 * @param event the event of the started server
	 */
	@EventListener
	void announce(WebServerInitializedEvent event) {
		InetAddress address = this.server.getAddress();
		String host = (address != null) ? address.getHostAddress() : "127.0.0.1";
		String url = "http://" + host + ":" + event.getWebServer().getPort() + "/chat";
		this.console.printLine("Over HTTP: POST " + url + " or GET " + url + "/stream?message=…");
	}

}
