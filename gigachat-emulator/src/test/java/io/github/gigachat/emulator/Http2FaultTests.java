package io.github.gigachat.emulator;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for network faults of single streams with HTTP/2 over TLS.
 */
class Http2FaultTests extends NetworkFaultContract {

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = GigaChatEmulatorExtension
		.with((builder) -> builder.noAuthentication().tls());

	@Override
	GigaChatEmulatorExtension extension() {
		return GIGACHAT;
	}

	@Override
	GigaChatEmulator.Builder settings(GigaChatEmulator.Builder builder) {
		return builder.noAuthentication().tls();
	}

	@Override
	String protocol() {
		return "HTTP/2";
	}

	@Override
	ClientDeparture.Kind departureKind() {
		return ClientDeparture.Kind.STREAM_RESET;
	}

	@Override
	void assertReceivedBeforeACut(String received, String sent) {
		// the JDK's client drops unread data when the stream is reset
		assertThat(sent).startsWith(received);
	}

	@Override
	@Test
	void closesTheConnectionAfterTheResponse() {
		try (GigaChatEmulator fresh = settings(GigaChatEmulator.builder()).start()) {
			TestClient only = new TestClient(fresh);
			fresh.network().onModels().closeAfterResponse().always();

			// the JDK's client drops a response that it has not read when the connection
			// is closed, so one may be lost
			for (int i = 0; i < 2; i++) {
				awaitAnswer(only);
				Awaitility.await().atMost(LONG).until(() -> fresh.openConnections() == 0);
			}

			assertThat(fresh.departures()).isEmpty();
			assertThat(fresh.requests()).hasSizeGreaterThanOrEqualTo(2)
				.extracting(RecordedRequest::connection)
				.doesNotHaveDuplicates();
		}
	}

	@Test
	void carriesAllStreamsOnOneConnection() {
		send();
		send();

		assertThat(this.emulator.connectionsAccepted()).isEqualTo(1);
		assertThat(this.emulator.chatRequests()).extracting(RecordedRequest::connection)
			.containsOnly(this.emulator.lastChatRequest().connection());
	}

	@Test
	void aHeldStreamDoesNotDelayOthers() {
		this.emulator.network().onChat().silentBeforeResponse();
		CompletableFuture<HttpResponse<String>> held = this.client.sendAsync(stream());
		this.emulator.awaitRequests(1, LONG);
		this.emulator.network().onChat().silentAfterEvents(1);
		CompletableFuture<HttpResponse<String>> heldInside = this.client.sendAsync(stream());
		this.emulator.awaitRequests(2, LONG);

		List<CompletableFuture<HttpResponse<String>>> others = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			others.add(this.client.sendAsync(stream()));
		}

		assertThat(others).allSatisfy((other) -> assertThat(other.join().body()).isEqualTo(EVENTS));
		assertThat(held).isNotDone();
		assertThat(heldInside).isNotDone();
		this.emulator.network().resume();
		assertThat(held.join().body()).isEqualTo(EVENTS);
		assertThat(heldInside.join().body()).isEqualTo(EVENTS);
		assertThat(this.emulator.connectionsAccepted()).isEqualTo(1);
	}

	@Test
	void theConnectionOutlivesAStreamThatTheClientReset() throws Exception {
		this.emulator.network().onChat().silentAfterEvents(1);
		HttpResponse<InputStream> answer = this.client.open(stream());
		answer.body().close();
		this.emulator.awaitClientLeft(LONG);

		assertThat(send().body()).isEqualTo(EVENTS);
		assertThat(this.emulator.connectionsAccepted()).isEqualTo(1);
	}

	@Test
	void theConnectionOutlivesAStreamThatWasCutOrReset() {
		this.emulator.network().onChat().cutAfterEvents(1);
		this.emulator.network().onChat().resetAfterEvents(1);
		this.emulator.network().onChat().resetBeforeResponse();

		assertFails();
		assertFails();
		assertFails();

		assertThat(send().body()).isEqualTo(EVENTS);
		assertThat(this.emulator.connectionsAccepted()).isEqualTo(1);
	}

	@Test
	void undeliveredBytesDoNotUseUpTheFlowControlWindow() {
		// the JDK's client has a flow-control window of 32 MB per connection
		this.emulator.reset();
		this.emulator.onAnyMessage().replyRaw(200, "text/event-stream", "x".repeat(1024 * 1024));
		this.emulator.network().onChat().cutAfterBytes(1).times(40);

		for (int i = 0; i < 40; i++) {
			assertFails();
		}

		assertThat(send().body()).hasSize(1024 * 1024);
		assertThat(this.emulator.connectionsAccepted()).isEqualTo(1);
	}

}
