package io.github.gigachat.spring.boot.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.gigachat.emulator.GigaChatEmulator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A web application with Actuator on a random port, connected to the emulator.
 */
final class ActuatorApplication implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final HttpClient client = HttpClient.newHttpClient();

	private ActuatorApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Starts the application.
	 * @param emulator the service
	 * @param properties further properties, as {@code name=value}
	 */
	static ActuatorApplication start(GigaChatEmulator emulator, String... properties) {
		List<String> all = new ArrayList<>(List.of("server.port=0", "server.address=127.0.0.1",
				"spring.main.banner-mode=off", "management.endpoints.web.exposure.include=*",
				"management.endpoint.health.show-details=always", "spring.ai.model.chat=gigachat",
				"spring.ai.openai.api-key=not-used", "spring.ai.gigachat.base-url=" + emulator.baseUrl(),
				"spring.ai.gigachat.auth-url=" + emulator.authUrl(), "spring.ai.gigachat.retry.max-attempts=1",
				"spring.ai.gigachat.api-key=" + emulator.apiKey()));
		all.addAll(List.of(properties));
		return new ActuatorApplication(new SpringApplicationBuilder(Application.class).web(WebApplicationType.SERVLET)
			.run(all.stream().map((property) -> "--" + property).toArray(String[]::new)));
	}

	String ask(String question) {
		return String.valueOf(this.context.getBean(ChatClient.Builder.class).build().prompt(question).call().content());
	}

	Answer get(String path) {
		return send(request(path).GET());
	}

	Answer post(String path) {
		return send(request(path).POST(HttpRequest.BodyPublishers.noBody()).header("Content-Type", "application/json"));
	}

	private HttpRequest.Builder request(String path) {
		String port = this.context.getEnvironment().getProperty("local.server.port");
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator" + path))
			.timeout(Duration.ofSeconds(30));
	}

	private Answer send(HttpRequest.Builder request) {
		try {
			HttpResponse<String> response = this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
			return new Answer(response.statusCode(), response.body());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * A response of Actuator.
	 */
	record Answer(int status, String body) {

		JsonNode json() {
			return JsonMapper.shared().readTree(this.body);
		}

	}

	/**
	 * The application.
	 */
	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
