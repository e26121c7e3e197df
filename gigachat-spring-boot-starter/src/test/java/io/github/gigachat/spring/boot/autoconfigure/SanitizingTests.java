package io.github.gigachat.spring.boot.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import io.github.gigachat.spring.boot.GigaChatProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that secrets are masked, whether or not the application uses this provider.
 */
class SanitizingTests {

	private static final String[] SECRETS = { "UNUSED-KEY-MARKER", "UNUSED-PASSWORD-MARKER", "UNUSED-HEADER-MARKER" };

	@ParameterizedTest
	@ValueSource(strings = { "openai", "none" })
	void masksTheKeyOfAProviderThatIsNotUsed(String provider) throws Exception {
		try (ConfigurableApplicationContext application = start(Application.class, "spring.ai.model.chat=" + provider,
				"spring.ai.model.embedding=none", "spring.ai.model.image=none",
				"spring.ai.gigachat.apiKey=UNUSED-KEY-MARKER", "OWN_KEY=UNUSED-KEY-MARKER",
				"command.line=java -jar app.jar --spring.ai.gigachat.api-key=UNUSED-KEY-MARKER",
				"spring.ai.gigachat.password=${OWN_PASSWORD}", "OWN_PASSWORD=UNUSED-PASSWORD-MARKER",
				"spring.ai.gigachat.headers.X-Client-ID=UNUSED-HEADER-MARKER", "own.header=UNUSED-HEADER-MARKER")) {
			assertThat(get(application, "/actuator/env")).contains("spring.ai.gigachat.password", "OWN_KEY")
				.doesNotContain(SECRETS);
			assertThat(get(application, "/actuator/configprops")).doesNotContain(SECRETS);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "gigachat", "none" })
	void masksTheSecretsOfNamedConnections(String provider) throws Exception {
		String prefix = "spring.ai.gigachat.connections.second.";
		try (ConfigurableApplicationContext application = start(Application.class, "spring.ai.model.chat=" + provider,
				"spring.ai.model.embedding=none", "spring.ai.model.image=none", "spring.ai.gigachat.auth-type=none",
				prefix + "access-token=UNUSED-KEY-MARKER", "OWN_KEY=UNUSED-KEY-MARKER",
				"spring.ai.gigachat.connections.third.password=${OWN_PASSWORD}",
				"spring.ai.gigachat.connections.third.username=anna", "OWN_PASSWORD=UNUSED-PASSWORD-MARKER",
				prefix + "headers.X-Client-ID=UNUSED-HEADER-MARKER", "own.header=UNUSED-HEADER-MARKER")) {
			assertThat(get(application, "/actuator/env")).contains(prefix + "access-token", "OWN_KEY")
				.doesNotContain(SECRETS);
			assertThat(get(application, "/actuator/configprops")).doesNotContain(SECRETS);
		}
	}

	@Test
	void masksTheKeysOfSeveralPropertiesOfTheApplication() throws Exception {
		try (ConfigurableApplicationContext application = start(SeveralProperties.class, "spring.ai.model.chat=none",
				"first.gigachat.api-key=UNUSED-KEY-MARKER", "second.gigachat.api-key=UNUSED-PASSWORD-MARKER",
				"third.gigachat.headers.X-Client-ID=UNUSED-HEADER-MARKER")) {
			assertThat(get(application, "/actuator/env")).contains("first.gigachat.api-key").doesNotContain(SECRETS);
			assertThat(get(application, "/actuator/configprops")).contains("second.gigachat").doesNotContain(SECRETS);
		}
	}

	private static ConfigurableApplicationContext start(Class<?> application, String... properties) {
		List<String> all = new ArrayList<>(List.of("server.port=0", "server.address=127.0.0.1",
				"spring.ai.openai.api-key=not-used", "management.endpoints.web.exposure.include=env,configprops",
				"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always"));
		all.addAll(List.of(properties));
		return new SpringApplicationBuilder(application).bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.properties(all.toArray(String[]::new))
			.run();
	}

	private static String get(ConfigurableApplicationContext application, String path) throws Exception {
		String port = application.getEnvironment().getRequiredProperty("local.server.port");
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
					HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).as(path).isEqualTo(200);
		return response.body();
	}

	/**
	 * An application with the starter, Actuator and a web server.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	/**
	 * An application with several beans of properties, two of which are equal candidates.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class SeveralProperties {

		@Bean
		@ConfigurationProperties("first.gigachat")
		GigaChatProperties first() {
			return new GigaChatProperties();
		}

		@Bean
		@ConfigurationProperties("second.gigachat")
		GigaChatProperties second() {
			return new GigaChatProperties();
		}

		@Bean(defaultCandidate = false)
		@ConfigurationProperties("third.gigachat")
		GigaChatProperties third() {
			return new GigaChatProperties();
		}

	}

}
