package io.github.gigachat.samples.gateway;

import java.time.Duration;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.NetworkFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the comments in silent streams.
 */
@GatewayTest
class SilenceTests {

	private static final String COMMENT = ": keep-alive\n\n";

	private static final Duration SOON = Duration.ofSeconds(5);

	@Autowired
	GigaChatEmulator gigachat;

	@LocalServerPort
	int port;

	@BeforeEach
	void reset() {
		this.gigachat.reset();
	}

	@Test
	void aStreamWithoutAnEventBeginsWithACommentAndGoesOn() {
		this.gigachat.onAnyMessage().reply("Here I am");
		NetworkFault silence = this.gigachat.network().onChat().silentBeforeResponse();
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.chat(ChatBody.of(true).user("Hello"));

			assertThat(connection.readUntil(COMMENT)).startsWith("HTTP/1.1 200").contains("text/event-stream");
			silence.resume();
			assertThat(connection.readUntil("[DONE]")).contains("Here I am").contains("\"finish_reason\":\"stop\"");
		}
	}

	@Test
	void aMessageThatIsSilentHasPings() {
		this.gigachat.onAnyMessage().replyInChunks("One ", "two");
		NetworkFault silence = this.gigachat.network().onChat().silentAfterEvents(1);
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.post("/v1/messages", MessagesBody.of(true).user("Count"));

			connection.readUntil("One");
			connection.readUntil("event: ping\ndata: {\"type\":\"ping\"}\n\n");
			silence.resume();
			assertThat(connection.readUntil("event: message_stop")).contains("two").doesNotContain("keep-alive");
		}
	}

	@Test
	void aFailureAfterTheFirstCommentIsAnErrorEvent() {
		NetworkFault silence = this.gigachat.network().onChat().silentBeforeResponse();
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.chat(ChatBody.of(true).user("Hello"));
			connection.readUntil(COMMENT);
			this.gigachat.network().onChat().closeBeforeResponse().always();

			silence.cut();

			assertThat(connection.readUntil("0\r\n\r\n")).contains("data: {\"error\":{")
				.contains("upstream_unavailable")
				.doesNotContain("[DONE]");
		}
	}

	@Test
	void aFailureAfterTheFirstPingIsAnErrorEvent() {
		NetworkFault silence = this.gigachat.network().onChat().silentBeforeResponse();
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.post("/v1/messages", MessagesBody.of(true).user("Hello"));
			connection.readUntil("event: ping\ndata: {\"type\":\"ping\"}\n\n");
			this.gigachat.network().onChat().closeBeforeResponse().always();

			silence.cut();

			assertThat(connection.readUntil("0\r\n\r\n")).contains("event: error\ndata: {\"type\":\"error\"")
				.contains("\"api_error\"")
				.doesNotContain("message_start")
				.doesNotContain("message_stop");
		}
	}

	@Test
	void aStreamThatFallsSilentHasComments() {
		this.gigachat.onAnyMessage().replyInChunks("One ", "two ", "three");
		NetworkFault silence = this.gigachat.network().onChat().silentAfterEvents(1);
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.chat(ChatBody.of(true).user("Count"));

			connection.readUntil("One");
			connection.readUntil(COMMENT);
			connection.readUntil(COMMENT);
			silence.resume();
			assertThat(connection.readUntil("[DONE]")).contains("two").contains("three");
		}
	}

	@Test
	void aClientThatLeavesDuringTheCommentsEndsTheUpstreamRequest() {
		this.gigachat.network().onChat().silentBeforeResponse();
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.chat(ChatBody.of(true).user("Hello"));
			connection.readUntil(COMMENT);
		}

		assertThat(this.gigachat.awaitClientLeft(SOON)).isNotNull();
	}

}
