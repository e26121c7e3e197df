package io.github.gigachat.spring.boot.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that Actuator shows no secret, even if the application shows the values of all
 * endpoints.
 */
class ActuatorSecretsTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension gigachat = GigaChatEmulatorExtension
		.with((settings) -> settings.acceptToken("TOKEN-MARKER"));

	private static final String CONTENT = "CONTENT-MARKER";

	private static final List<String> SECRETS = List.of("SECRET-MARKER-of-the-client", "SECRET-MARKER-password",
			"SECRET-MARKER-header", "TOKEN-MARKER", "QUJDREU6U0VDUkVU", CONTENT);

	private static GigaChatEmulator emulator;

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start(GigaChatEmulator running) {
		emulator = running;
		List<String> arguments = new ArrayList<>(List.of("server.port=0", "server.address=127.0.0.1",
				"spring.ai.model.chat=gigachat", "spring.ai.openai.api-key=not-used",
				"management.endpoints.web.exposure.include=*", "management.endpoint.env.show-values=always",
				"management.endpoint.configprops.show-values=always", "management.endpoint.quartz.show-values=always",
				"management.endpoint.health.show-details=always", "management.health.redis.enabled=false",
				"spring.ai.gigachat.base-url=" + emulator.baseUrl(),
				"spring.ai.gigachat.auth-url=" + emulator.authUrl(), "spring.ai.gigachat.auth-type=token",
				"SPRING_AI_GIGACHAT_API_KEY=QUJDREU6U0VDUkVU",
				"spring.ai.gigachat.clientSecret=SECRET-MARKER-of-the-client",
				"spring.ai.gigachat.password=${VAULT_PASSWORD}", "VAULT_PASSWORD=SECRET-MARKER-password",
				"spring.ai.gigachat.headers.X-Client-ID=SECRET-MARKER-header",
				"spring.ai.gigachat.access-token=TOKEN-MARKER",
				"command.line=java -jar app.jar --spring.ai.gigachat.access-token=TOKEN-MARKER",
				"spring.ai.gigachat.username=anna"));
		application = new SpringApplicationBuilder(Application.class).bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.properties(arguments.toArray(String[]::new))
			.run();
		Runners.ask(application, CONTENT);
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void noAnswerShowsASecret() throws Exception {
		Map<String, String> answers = new TreeMap<>();
		for (JsonNode link : JsonMapper.builder().build().readTree(get("/actuator")).path("_links")) {
			String url = link.path("href").asString();
			// a heap dump contains the secrets
			if (!link.path("templated").asBoolean() && !url.endsWith("heapdump")) {
				answers.put(url, get(URI.create(url).getPath()));
			}
		}
		answers.put("env of one", get("/actuator/env/spring.ai.gigachat.access-token"));
		answers.put("configprops of ours", get("/actuator/configprops/spring.ai.gigachat"));

		assertThat(answers).hasSizeGreaterThan(8);
		assertThat(answers).allSatisfy((endpoint, answer) -> assertThat(answer).as(endpoint).doesNotContain(SECRETS));
	}

	@Test
	void otherValuesAreShown() throws Exception {
		assertThat(get("/actuator/env")).contains("spring.ai.gigachat.access-token", "anna", emulator.baseUrl());
		assertThat(get("/actuator/configprops")).contains("accessToken", "anna", emulator.baseUrl());
	}

	private static String get(String path) throws IOException, InterruptedException {
		String port = application.getEnvironment().getRequiredProperty("local.server.port");
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
					BodyHandlers.ofString());
		assertThat(response.statusCode()).as(path).isBetween(200, 503);
		return response.body();
	}

	/**
	 * An application with the starter, Actuator and a web server.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
