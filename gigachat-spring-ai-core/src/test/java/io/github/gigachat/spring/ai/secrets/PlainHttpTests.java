package io.github.gigachat.spring.ai.secrets;

import java.net.Authenticator;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests that an address of another machine without TLS causes a warning, and that HTTP
 * clients that follow redirects or have an authenticator are refused.
 */
class PlainHttpTests {

	private static final GigaChatCredentials KEY = GigaChatCredentials.clientSecret("client", "s3cr3t");

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.gigachat.spring.ai.api");

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.log.start();
		this.logger.addAppender(this.log);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.log);
	}

	@Test
	void eachPlainAddressOfAnotherHostIsWarnedOf() {
		build(GigaChatApi.builder()
			.credentials(KEY)
			.baseUrl("http://gateway.example/v1")
			.authUrl("HTTP://oauth.example/token"));

		assertThat(warnings()).containsExactly(
				"spring.ai.gigachat.auth-url is an http URL of another host, oauth.example: the key and the tokens can"
						+ " be read by anyone on the way. Use https.",
				"spring.ai.gigachat.base-url is an http URL of another host, gateway.example: the credentials and every"
						+ " message can be read by anyone on the way. Use https.");
	}

	@Test
	void theWarningIsAboutMessagesWithoutCredentials() {
		build(GigaChatApi.builder().credentials(GigaChatCredentials.none()).baseUrl("http://10.0.0.7/v1"));

		assertThat(warnings()).singleElement().asString().contains("10.0.0.7: every message can be read");
	}

	@Test
	void fixedHeadersCountAsCredentials() {
		build(GigaChatApi.builder()
			.credentials(GigaChatCredentials.none())
			.headers(Map.of("X-Client-ID", "s3cr3t"))
			.baseUrl("http://127.0.0.1.example/v1"));

		assertThat(warnings()).singleElement().asString().contains("the credentials and every message");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost/v1", "http://127.0.0.1:8080/v1", "http://127.1.2.3/v1",
			"http://[::1]:8080/v1", "http://gigachat.localhost/v1", "https://gateway.example/v1" })
	void loopbackAddressesAndTlsAreNotWarnedOf(String url) {
		build(GigaChatApi.builder().credentials(KEY).baseUrl(url).authUrl(url));

		assertThat(warnings()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ftp://host/v1", "file:///v1", "host/v1", "http:///v1", "https://user:s3cr3t@host/v1",
			"https://host/v1?key=s3cr3t", "https://host/v1#s3cr3t", "https://host/v1\r\nX-Evil: s3cr3t" })
	void anInvalidAddressIsRefusedWithoutShowingIt(String url) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> build(GigaChatApi.builder().credentials(KEY).baseUrl(url)))
			.withMessageStartingWith("spring.ai.gigachat.base-url ")
			.satisfies((ex) -> assertThat(ex).hasNoCause().hasMessageNotContaining("s3cr3t"));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> build(GigaChatApi.builder().credentials(KEY).authUrl(url)))
			.withMessageStartingWith("spring.ai.gigachat.auth-url ")
			.satisfies((ex) -> assertThat(ex).hasNoCause().hasMessageNotContaining("s3cr3t"));
	}

	@ParameterizedTest
	@EnumSource(value = HttpClient.Redirect.class, names = { "NORMAL", "ALWAYS" })
	void aClientThatFollowsRedirectsIsRefused(HttpClient.Redirect redirect) {
		HttpClient client = HttpClient.newBuilder().followRedirects(redirect).build();

		assertThatIllegalArgumentException()
			.isThrownBy(() -> build(GigaChatApi.builder().credentials(KEY).httpClient(client)))
			.withMessageContaining("followRedirects(HttpClient.Redirect.NEVER)");
	}

	@Test
	void aClientWithAnAuthenticatorIsRefused() {
		HttpClient client = HttpClient.newBuilder().authenticator(new Authenticator() {
		}).build();

		assertThatIllegalArgumentException()
			.isThrownBy(() -> build(GigaChatApi.builder().credentials(KEY).httpClient(client)))
			.withMessageContaining("Proxy-Authorization");
	}

	private static void build(GigaChatApi.Builder builder) {
		builder.build().close();
	}

	private List<String> warnings() {
		return this.log.list.stream()
			.filter((event) -> event.getLevel() == Level.WARN)
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

}
