package io.github.gigachat.samples.gateway;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.EmulatedFile;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.RecordedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for common faults of gateways about pictures, large bodies and clients that
 * leave.
 */
@GatewayTest
class ResourcesContractTests {

	private static final String CHAT = "/v1/chat/completions";

	private static final Duration SOON = Duration.ofSeconds(5);

	@Autowired
	GigaChatEmulator gigachat;

	@LocalServerPort
	int port;

	private GatewayClient client;

	@BeforeEach
	void reset() {
		this.gigachat.reset();
		this.client = new GatewayClient(this.port);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("13 the answer goes on without a picture that could not be uploaded")
	void noAnswerWithoutThePicture(boolean stream) {
		this.gigachat.onEndpoint(RecordedRequest.Endpoint.FILES).fail(413);

		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream).user(withPicture(1)));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("param").stringValue()).isEqualTo("messages[0].content");
		assertThat(this.gigachat.chatRequests()).isEmpty();
	}

	@Test
	@DisplayName("14 uploads shared between accounts")
	void eachAccountUploadsItsOwnPicture() {
		ChatBody body = ChatBody.of(false).user(withPicture(2));
		this.client.chat(body);
		this.client.chat(body);
		assertThat(this.gigachat.uploads()).hasSize(1);

		this.client.chat(body.with("model", "GigaChat-2-other"));

		List<EmulatedFile> uploads = this.gigachat.uploads();
		assertThat(uploads).hasSize(2).extracting(EmulatedFile::id).doesNotHaveDuplicates();
		List<RecordedRequest> chats = this.gigachat.chatRequests();
		assertThat(chats.get(2).chat().messages().get(0).attachments())
			.isNotEqualTo(chats.get(0).chat().messages().get(0).attachments());
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("18 the body limit passed by chunked uploads")
	void aLargeBodyIsRefusedBeforeItsEnd(boolean chunked) {
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.head(CHAT, chunked ? "Transfer-Encoding: chunked" : "Content-Length: 99999999");
			String bytes = "x".repeat(0x10000);
			byte[] piece = (chunked ? "10000\r\n" + bytes + "\r\n" : bytes).getBytes(StandardCharsets.US_ASCII);
			// 17 pieces of 64 KB are more than the megabyte that is allowed
			for (int i = 0; i < 17; i++) {
				connection.sendWhileOpen(piece);
			}

			assertThat(connection.status()).isEqualTo(413);
			assertThat(connection.readUntil("}")).contains("request_too_large");
		}
		assertThat(this.gigachat.chatRequests()).isEmpty();
	}

	@Test
	@DisplayName("18 the body limit passed by compression")
	void aBodyThatExpandsTooFarIsRefused() throws Exception {
		GatewayClient.Answer answer = this.client.send(this.client.request("/v1/chat/completions")
			.header("Content-Type", "application/json")
			.header("Content-Encoding", "gzip")
			.POST(BodyPublishers.ofByteArray(gzip(ChatBody.of(false).user("x".repeat(2_000_000)).toString()))));

		assertThat(answer.status()).isEqualTo(413);
	}

	@Test
	void aCompressedBodyIsRead() throws Exception {
		GatewayClient.Answer answer = this.client.send(this.client.request("/v1/chat/completions")
			.header("Content-Type", "application/json")
			.header("Content-Encoding", "gzip")
			.POST(BodyPublishers.ofByteArray(gzip(ChatBody.of(false).user("Hello").toString()))));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(this.gigachat.lastChatRequest().chat().lastUserText()).isEqualTo("Hello");
	}

	@Test
	void aBodyThatComesTooSlowlyEndsTheRequest() {
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.head(CHAT, "Content-Length: 100").send("{\"model\":");

			assertThat(connection.status()).isEqualTo(408);
			assertThat(connection.readUntil("}")).contains("request_timeout");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("22 the client's leaving noticed late, before the answer")
	void aClientThatLeavesEndsTheUpstreamRequest(boolean stream) {
		this.gigachat.network().onChat().silentBeforeResponse();
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.chat(ChatBody.of(stream).user("Hello"));
			Await.chat(this.gigachat);
		}

		assertThat(this.gigachat.awaitClientLeft(SOON)).isNotNull();
	}

	@Test
	@DisplayName("22 the client's leaving noticed late, in a stream")
	void aClientThatLeavesAStreamEndsTheUpstreamRequest() {
		this.gigachat.onAnyMessage().replyInChunks("One ", "two ", "three");
		this.gigachat.network().onChat().silentAfterEvents(2);
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.chat(ChatBody.of(true).user("Count"));
			connection.readUntil("One");
		}

		assertThat(this.gigachat.awaitClientLeft(SOON)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("22 the client's leaving noticed late, during an upload")
	void aClientThatLeavesEndsTheUpload(boolean stream) {
		this.gigachat.network()
			.on((request) -> request.endpoint() == RecordedRequest.Endpoint.FILES)
			.silentBeforeResponse();
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.chat(ChatBody.of(stream).user(withPicture(stream ? 3 : 4)));
			Await.request(this.gigachat, RecordedRequest.Endpoint.FILES);
		}

		assertThat(this.gigachat.awaitClientLeft(SOON).request().endpoint()).isEqualTo(RecordedRequest.Endpoint.FILES);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("13 the picture of a result dropped")
	void aPictureInAResultFollowsIt(boolean stream) {
		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream)
			.tool("look")
			.user("Look at it")
			.calls("1", "look", "{}", "2", "look", "{}")
			.result("1", withPicture(5))
			.result("2", "nothing"));

		assertThat(answer.status()).isEqualTo(200);
		List<ChatMessage> sent = this.gigachat.lastChatRequest().chat().messages();
		assertThat(sent.get(sent.size() - 1).role()).isEqualTo("user");
		assertThat(sent.get(sent.size() - 1).attachments()).hasSize(1);
		assertThat(sent.subList(0, sent.size() - 1)).allMatch((message) -> message.attachments().isEmpty());
	}

	@Test
	void onlyTheNewestTenPicturesAreSent() {
		ChatBody body = ChatBody.of(false);
		for (int i = 0; i < 12; i++) {
			body.user(withPicture(100 + i)).message("assistant", "I see");
		}

		GatewayClient.Answer answer = this.client.chat(body.user("And now?"));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("x-gateway-changes")).contains("picturesOmitted=2");
		assertThat(this.gigachat.uploads()).hasSize(10);
		assertThat(this.gigachat.lastChatRequest().chat().messages().get(0).content()).contains("[image omitted]")
			.contains("What is this?");
	}

	private static List<Object> withPicture(int number) {
		List<Object> parts = new ArrayList<>();
		parts.add(Map.of("type", "text", "text", "What is this?"));
		parts.add(Map.of("type", "image_url", "image_url",
				Map.of("url", "data:image/png;base64," + Base64.getEncoder().encodeToString(png(number)))));
		return parts;
	}

	/** Returns the signature of a PNG, and a number so that pictures differ. */
	private static byte[] png(int number) {
		return new byte[] { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, (byte) number };
	}

	private static byte[] gzip(String text) throws Exception {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream output = new GZIPOutputStream(bytes)) {
			output.write(text.getBytes(StandardCharsets.UTF_8));
		}
		return bytes.toByteArray();
	}

}
