package io.github.gigachat.emulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for network faults with plain HTTP/1.1, partly through a socket.
 */
class Http1FaultTests extends NetworkFaultContract {

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = GigaChatEmulatorExtension
		.with((builder) -> builder.noAuthentication());

	@Override
	GigaChatEmulatorExtension extension() {
		return GIGACHAT;
	}

	@Override
	GigaChatEmulator.Builder settings(GigaChatEmulator.Builder builder) {
		return builder.noAuthentication();
	}

	@Override
	String protocol() {
		return "HTTP/1.1";
	}

	@Override
	ClientDeparture.Kind departureKind() {
		return ClientDeparture.Kind.CONNECTION_CLOSED;
	}

	@Test
	void keepsAConnectionForTheNextRequest() {
		send();
		send();

		assertThat(this.emulator.connectionsAccepted()).isEqualTo(1);
		assertThat(this.emulator.chatRequests()).extracting(RecordedRequest::connection)
			.containsOnly(this.emulator.lastChatRequest().connection());
	}

	@Test
	void sendsOneChunkForEachEvent() throws Exception {
		try (Socket socket = open()) {
			String answer = readAll(socket);

			String first = Integer.toHexString(FIRST.getBytes(StandardCharsets.UTF_8).length);
			assertThat(answer).contains("\r\n\r\n" + first + "\r\n" + FIRST + "\r\n").endsWith("\r\n0\r\n\r\n");
		}
	}

	@Test
	void aCutClosesTheConnectionInsideTheBody() throws Exception {
		this.emulator.network().onChat().cutAfterEvents(1);
		try (Socket socket = open()) {
			assertThat(readAll(socket)).contains(FIRST).doesNotContain("два").doesNotContain("\r\n0\r\n");
		}
	}

	@Test
	void aProperEndSendsTheLastChunk() throws Exception {
		this.emulator.network().onChat().endAfterEvents(1);
		try (Socket socket = open()) {
			assertThat(readAll(socket)).contains(FIRST).doesNotContain("два").endsWith("\r\n0\r\n\r\n");
		}
	}

	@Test
	void aResetIsATcpReset() throws Exception {
		this.emulator.network().onChat().resetBeforeResponse();
		try (Socket socket = open()) {
			InputStream in = socket.getInputStream();
			assertThatExceptionOfType(SocketException.class).isThrownBy(in::read);
		}
	}

	@Test
	void aCloseSendsNoByte() throws Exception {
		this.emulator.network().onChat().closeBeforeResponse();
		try (Socket socket = open()) {
			assertThat(readAll(socket)).isEmpty();
		}
	}

	@Test
	void acceptsABodyInChunks() {
		byte[] body = TestClient.streamBody("ё").getBytes(StandardCharsets.UTF_8);
		HttpRequest.Builder request = this.client.chat("", "")
			.POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(body, new byte[] { ' ' })));

		assertThat(this.client.send(request).body()).isEqualTo(EVENTS);
		assertThat(this.emulator.lastChatRequest().chat().lastUserText()).isEqualTo("ё");
	}

	@Test
	void acceptsAnExpectationToContinue() {
		assertThat(this.client.send(stream().expectContinue(true)).body()).isEqualTo(EVENTS);
	}

	@Test
	void doesNotUpgradeToHttp2() throws Exception {
		HttpClient upgrading = HttpClient.newHttpClient();

		HttpResponse<String> answer = upgrading.send(stream().build(), HttpResponse.BodyHandlers.ofString());

		assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
		assertThat(this.emulator.lastChatRequest().header("Upgrade")).isEqualTo("h2c");
	}

	private Socket open() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.emulator.port());
		socket.setSoTimeout(20_000);
		String body = TestClient.streamBody("x");
		String request = "POST /v1/chat/completions HTTP/1.1\r\nHost: t\r\nUser-Agent: t\r\nContent-Length: "
				+ body.length() + "\r\n\r\n" + body;
		socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
		return socket;
	}

	/**
	 * Reads to the last chunk of a response or to the end of the connection.
	 * @param socket the connection
	 * @return the text of the response
	 * @throws IOException when the connection fails
	 */
	private static String readAll(Socket socket) throws IOException {
		ByteArrayOutputStream answer = new ByteArrayOutputStream();
		int next = socket.getInputStream().read();
		while (next >= 0) {
			answer.write(next);
			boolean ended = answer.toString(StandardCharsets.UTF_8).endsWith("\r\n0\r\n\r\n");
			next = ended ? -1 : socket.getInputStream().read();
		}
		return answer.toString(StandardCharsets.UTF_8);
	}

}
