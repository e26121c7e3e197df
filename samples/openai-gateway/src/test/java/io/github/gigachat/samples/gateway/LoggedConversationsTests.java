package io.github.gigachat.samples.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import io.github.gigachat.emulator.GigaChatEmulator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no key, no header value and no word of a conversation is logged, at TRACE
 * level of all loggers.
 */
@KeyedGatewayTest
class LoggedConversationsTests {

	private static final String SECRET = "s3cr3t";

	private static final String BODY = "{'model':'GigaChat-2','stream':%s,'messages':[{'role':'user','content':'Say %s'}]}";

	@Autowired
	GigaChatEmulator gigachat;

	@LocalServerPort
	int port;

	private final Heard heard = new Heard();

	private GatewayClient client;

	@BeforeEach
	void listen() {
		this.gigachat.reset();
		this.client = new GatewayClient(this.port);
		Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
		this.heard.before = root.getLevel();
		this.heard.start();
		root.iteratorForAppenders().forEachRemaining((appender) -> this.heard.others.add(appender));
		this.heard.others.forEach(root::detachAppender);
		root.addAppender(this.heard);
		root.setLevel(Level.TRACE);
	}

	@AfterEach
	void leave() {
		Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
		root.setLevel(this.heard.before);
		root.detachAppender(this.heard);
		this.heard.others.forEach(root::addAppender);
	}

	@Test
	void wholeAnswers() {
		this.gigachat.onAnyMessage().reply("Here: " + SECRET);

		assertThat(post(BODY.formatted(false, SECRET), "key-of-all").status()).isEqualTo(200);
		assertSilence();
	}

	@Test
	void streams() {
		this.gigachat.onAnyMessage().replyInChunks(SECRET, " and ", SECRET);

		assertThat(post(BODY.formatted(true, SECRET), "key-of-all").isDone()).isTrue();
		assertSilence();
	}

	@Test
	void refusedRequests() {
		this.gigachat.onAnyMessage().fail(400, "Not " + SECRET);

		assertThat(post(BODY.formatted(false, SECRET), "key-of-all").status()).isEqualTo(400);
		assertThat(post(BODY.formatted(true, SECRET.repeat(100_000)), "wrong-" + SECRET).status()).isEqualTo(401);
		assertThat(post("{'model':'" + SECRET + "','messages':" + SECRET, "key-of-all").status()).isEqualTo(400);
		assertThat(post("{'" + SECRET + "':'" + SECRET + "'", "key-of-all").status()).isEqualTo(400);
		assertSilence();
	}

	@Test
	void malformedHttp() {
		RawHttp.send(this.port, "GET /v1/models HTTP/1.1", "Host: localhost", "Authorization: Bearer " + SECRET,
				"Content-Length: " + SECRET);
		RawHttp.send(this.port, "GET /v1/models?" + SECRET + " HTTP/1.1", "Host: localhost", "Bad Header: " + SECRET);
		RawHttp.send(this.port, "GET /v1/models?key=" + SECRET + " HTTP/1.1", "Host: localhost",
				"x-api-key: key-of-all");
		RawHttp.send(this.port, "GET /v1/models?x={" + SECRET + "} HTTP/1.1", "Host: " + SECRET,
				"x-api-key: key-of-all");
		RawHttp.send(this.port, "GET /v1/models HTTP/1.1", "Host: localhost", "x-api-key: " + SECRET.repeat(10_000));
		RawHttp.send(this.port, "POST /v1/chat/completions HTTP/1.1", "Host: localhost", "x-api-key: key-of-all",
				"Transfer-Encoding: chunked", "", SECRET);
		RawHttp.send(this.port, SECRET);
		RawHttp.send(this.port, "POST / HTTP/1.1", "Host: localhost", "Content-Length: 6", "", SECRET + SECRET);
		RawHttp.send(this.port, "GET / HTTP/1.1", "Host: localhost", "Upgrade: h2c", "HTTP2-Settings: " + SECRET);
		assertSilence();
	}

	/** They write in rare moments that a test cannot bring about. */
	@ParameterizedTest
	@ValueSource(strings = { "reactor.core.publisher.Operators", "io.netty.channel.DefaultChannelPipeline",
			"org.springframework.core.codec.StringDecoder", "org.springframework.http.codec.json.JacksonJsonEncoder",
			"jdk.internal.httpclient.debug" })
	void loggersOfLibraries(String name) {
		Logger logger = (Logger) LoggerFactory.getLogger(name);

		logger.setLevel(Level.TRACE);
		logger.debug(SECRET);
		logger.setLevel(null);
		logger.debug(SECRET);
		logger.warn("A warning");

		assertSilence();
	}

	@Test
	void clientsThatLeave() throws IOException {
		this.gigachat.onAnyMessage().replyInChunks(Collections.nCopies(100, SECRET).toArray(String[]::new));
		this.gigachat.network().onChat().pauseBetweenEvents(Duration.ofMillis(50)).always();
		String body = BODY.formatted(true, SECRET).replace('\'', '"');
		for (int i = 0; i < 5; i++) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
				socket.getOutputStream()
					.write(("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nx-api-key: key-of-all\r\n"
							+ "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
						.getBytes(StandardCharsets.UTF_8));
				socket.getInputStream().read(new byte[i * 100]);
			}
		}
		this.gigachat.awaitClientLeft(Duration.ofSeconds(10));
		assertSilence();
	}

	private GatewayClient.Answer post(String json, String key) {
		return this.client.send(this.client.request("/v1/chat/completions")
			.header("Content-Type", "application/json")
			.header("Authorization", "Bearer " + key)
			.header("x-session-id", SECRET)
			.header("x-other", SECRET)
			.POST(HttpRequest.BodyPublishers.ofString(json.replace('\'', '"'))));
	}

	private void assertSilence() {
		assertThat(this.heard.events.get()).isPositive();
		assertThat(List.copyOf(this.heard.found)).isEmpty();
	}

	/** Collects what is not to be logged. */
	static final class Heard extends AppenderBase<ILoggingEvent> {

		private static final Pattern FORBIDDEN = Pattern.compile(SECRET + "|key-of-|emulator-token|Basic |Bearer [^.]");

		/** The programs of the test itself, which log what they get. */
		private static final Pattern TEST = Pattern.compile("org\\.eclipse\\..*|wiremock\\..*");

		final Queue<String> found = new ConcurrentLinkedQueue<>();

		final List<Appender<ILoggingEvent>> others = new ArrayList<>();

		@Nullable Level before;

		final AtomicInteger events = new AtomicInteger();

		@Override
		protected void append(ILoggingEvent event) {
			this.events.incrementAndGet();
			String text = event.getFormattedMessage() + ((event.getThrowableProxy() != null)
					? "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy()) : "");
			if (FORBIDDEN.matcher(text).find() && !TEST.matcher(event.getLoggerName()).matches()) {
				this.found.add(event.getLevel() + " " + event.getLoggerName() + " [" + event.getThreadName() + "] "
						+ text.substring(0, Math.min(600, text.length())));
			}
		}

	}

}
