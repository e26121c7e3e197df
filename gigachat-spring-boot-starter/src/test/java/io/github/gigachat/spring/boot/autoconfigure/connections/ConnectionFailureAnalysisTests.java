package io.github.gigachat.spring.boot.autoconfigure.connections;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests that a wrong configuration of a connection ends the start with the names of the
 * connection's properties.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConnectionFailureAnalysisTests {

	private static final String KEY = "Y2xpZW50OnNlY3JldA==";

	private static final String SECOND = "spring.ai.gigachat.connections.second.";

	@Test
	void analysesMissingCredentials(CapturedOutput output) {
		fail(List.of("second.base-url=https://second.example/v1"));
		assertThat(output).contains("""
				The connection 'second' of GigaChat has no credentials of its own: \
				spring.ai.gigachat.connections.second.api-key is not set, nor is client-id with client-secret, \
				username with password, or access-token. Credentials and headers of the default connection do not \
				apply to it, because spring.ai.gigachat.connections.second.base-url is set.

				Action:

				Set spring.ai.gigachat.connections.second.api-key, or the other credentials of the connection, or \
				spring.ai.gigachat.connections.second.auth-type=none if it needs none. To use those of the default \
				connection, set neither URLs nor credentials nor headers for this one.
				""").doesNotContain(KEY);
	}

	@Test
	void namesTheConnectionIfTheDefaultOneHasNoCredentialsEither(CapturedOutput output) {
		assertThatThrownBy(() -> start(List.of("spring.ai.model.chat=none",
				"spring.ai.gigachat.connections.first.api-key=" + KEY, SECOND + "api-key=${NOBODY_HAS_THIS:}")))
			.isNotNull();
		assertThat(output)
			.contains("The connection 'second' of GigaChat has no credentials: neither it nor the default connection"
					+ " has any. No credentials are set, or all of them are blank, below"
					+ " spring.ai.gigachat.connections.second and below spring.ai.gigachat")
			.contains("Set " + SECOND + "api-key")
			.doesNotContain(KEY);
	}

	@Test
	void namesTheConnectionOfAnInvalidKeyOfTheDefaultOne(CapturedOutput output) {
		assertThatThrownBy(() -> start(
				List.of("spring.ai.model.chat=none", "spring.ai.model.embedding=none", "spring.ai.model.image=none",
						"spring.ai.gigachat.api-key=not*Base64*at*all", SECOND + "chat.model=GigaChat-2-Max")))
			.isNotNull();
		assertThat(output).contains("The connection 'second' (" + SECOND + "*) uses it.")
			.contains("Set spring.ai.gigachat.api-key to")
			.doesNotContain("not*Base64*at*all");
	}

	@Test
	void missingCredentialsOfTheDefaultConnectionSayHowToDoWithoutIt(CapturedOutput output) {
		assertThatThrownBy(() -> start(
				List.of(SECOND + "api-key=" + KEY, "spring.ai.model.embedding=none", "spring.ai.model.chat=gigachat")))
			.isNotNull();
		assertThat(output).contains("GigaChat has no credentials: spring.ai.gigachat.api-key is not set")
			.contains("If the application uses only the named connections of spring.ai.gigachat.connections.*, set"
					+ " spring.ai.model.chat=none.");
	}

	@Test
	void analysesAnInvalidKey(CapturedOutput output) {
		fail(List.of("second.api-key=not*Base64*at*all"));
		assertThat(output).contains("The GigaChat authorization key is not Base64")
			.contains("It is the key of the connection 'second'.")
			.contains("Set " + SECOND + "api-key to the authorization key of that connection's project.")
			.doesNotContain("not*Base64*at*all");
	}

	@ParameterizedTest
	@MethodSource("wrong")
	void analysesAWrongValue(List<String> properties, String says, CapturedOutput output) {
		fail(properties);
		assertThat(output).contains("APPLICATION FAILED TO START").contains(says).doesNotContain(KEY, "s3cret");
	}

	static Stream<Arguments> wrong() {
		return Stream.of(
				Arguments.of(List.of("second.api-key=" + KEY, "second.access-token=s3cret"),
						"GigaChat has more than one kind of credentials: " + SECOND + "api-key (oauth) and " + SECOND
								+ "access-token (token)."),
				Arguments.of(List.of("second.client-id=own"),
						SECOND + "client-id is set, but " + SECOND + "client-secret is not."),
				Arguments.of(List.of("second.api-key=${NOBODY_HAS_THIS}"),
						SECOND + "api-key is the placeholder ${NOBODY_HAS_THIS}, and NOBODY_HAS_THIS is not set."),
				Arguments.of(List.of("second.auth-type=token"),
						SECOND + "auth-type is token, and " + SECOND + "access-token is not set."),
				Arguments.of(List.of("second.access-token=s3cret", "second.headers.Authorization=Bearer s3cret"),
						SECOND + "headers.Authorization is set"),
				Arguments.of(List.of("second.access-token=s3cret", "second.base-url=ftp://host"),
						SECOND + "base-url has to begin with https:// or http://."),
				Arguments.of(List.of("second.redirects=follow"),
						"Invalid value 'follow' for configuration property '" + SECOND + "redirects'"),
				Arguments.of(List.of("second.read-timeout=0s"),
						"Invalid value '0s' for configuration property '" + SECOND + "read-timeout'"),
				Arguments.of(List.of("second.call-timeout=0s"),
						"Invalid value '0s' for configuration property '" + SECOND + "call-timeout'"),
				Arguments.of(List.of("second.call-timeout=soon"), "Property: " + SECOND + "call-timeout"),
				Arguments.of(List.of("second.retry.max-attempts=0"),
						SECOND + "retry.max-attempts has to be at least 1"),
				Arguments.of(List.of("second.retry.template=nobody"), SECOND + "retry.template is 'nobody'"),
				Arguments.of(List.of("second.ssl.bundle=corporate"),
						SECOND + "ssl.bundle names the SSL bundle 'corporate', which does not exist"),
				Arguments.of(List.of("second.ssl.ca-certificate=classpath:none.pem"),
						"configuration property '" + SECOND + "ssl.ca-certificate'"),
				Arguments.of(List.of("second.chat.top-p=1.5"),
						"Invalid value '1.5' for configuration property '" + SECOND + "chat.top-p'"),
				Arguments.of(List.of("second.chat.max-tokens=many"), "Property: " + SECOND + "chat.max-tokens"),
				Arguments.of(List.of("second.embedding.batch-size=0"), SECOND + "embedding."),
				Arguments.of(List.of("second.media.max-redirects=-1"),
						"Invalid value '-1' for configuration property '" + SECOND + "media.max-redirects'"),
				Arguments.of(List.of("Default.chat.model=GigaChat-2"),
						"'default' is the name of the connection of spring.ai.gigachat.*"),
				Arguments.of(List.of("[ ].chat.model=GigaChat-2"), "A connection of GigaChat has the name ' '"),
				Arguments.of(List.of("[a/b].chat.model=GigaChat-2"), "A connection of GigaChat has the name 'a/b'"),
				Arguments.of(List.of("api-key=own"),
						"spring.ai.gigachat.connections.api-key has a value, but it is the name of a connection."));
	}

	@Test
	void analysesAMissingRedis(CapturedOutput output) {
		assertThatThrownBy(
				() -> start(List.of("spring.ai.model.chat=gigachat", "spring.ai.gigachat.api-key=" + KEY,
						SECOND + "token.store=redis",
						"spring.autoconfigure.exclude="
								+ "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")))
			.isNotNull();
		assertThat(output).contains(SECOND + "token.store is redis, but there is no RedisConnectionFactory bean.")
			.contains("or set " + SECOND + "token.store=memory.");
	}

	@Test
	void aValueOfTheDefaultConnectionKeepsItsName(CapturedOutput output) {
		assertThatThrownBy(() -> start(List.of("spring.ai.model.chat=openai", "spring.ai.model.embedding=openai",
				"spring.ai.gigachat.api-key=" + KEY, "spring.ai.gigachat.call-timeout=0s",
				SECOND + "chat.model=GigaChat-2-Max")))
			.isNotNull();
		assertThat(output).contains("Invalid value '0s' for configuration property 'spring.ai.gigachat.call-timeout'")
			.contains("The connection 'second' (" + SECOND + "*) uses it.");
	}

	private static void fail(List<String> properties) {
		assertThatThrownBy(() -> start(Stream
			.concat(Stream.of("spring.ai.gigachat.api-key=" + KEY, "spring.ai.model.chat=gigachat"),
					properties.stream()
						.map((property) -> "spring.ai.gigachat.connections"
								+ (property.startsWith("[") ? property : "." + property)))
			.toList())).isNotNull();
	}

	private static void start(List<String> properties) {
		new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.ai.openai.api-key=not-used", "spring.main.banner-mode=off",
					"spring.main.register-shutdown-hook=false")
			.properties(properties.toArray(String[]::new))
			.run()
			.close();
	}

	/**
	 * An application with the starter.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
