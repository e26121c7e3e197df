package io.github.gigachat.samples.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Where the chat is over HTTP: port 8080, or another one where that is taken, since a
 * chat on the terminal needs none. A {@code server.port} that is set is kept to.
 */
@Component
class WebAddress implements WebServerFactoryCustomizer<ConfigurableWebServerFactory> {

	private static final int DEFAULT_PORT = 8080;

	private final Environment environment;

	private final Console console;

	WebAddress(Environment environment, Console console) {
		this.environment = environment;
		this.console = console;
	}

	@Override
	public void customize(ConfigurableWebServerFactory factory) {
		if (!this.environment.containsProperty("server.port") && isTaken(DEFAULT_PORT)) {
			factory.setPort(0);
		}
	}

	private boolean isTaken(int port) {
		try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(host()))) {
			return !probe.isBound();
		}
		catch (IOException ex) {
			return true;
		}
	}

	private String host() {
		return this.environment.getRequiredProperty("server.address");
	}

	/**
	 * Says where the chat is.
	 * @param event the server has started
	 */
	@EventListener
	void announce(WebServerInitializedEvent event) {
		String url = "http://" + host() + ":" + event.getWebServer().getPort() + "/chat";
		this.console.printLine("Over HTTP: POST " + url + " or GET " + url + "/stream?message=…");
	}

}
