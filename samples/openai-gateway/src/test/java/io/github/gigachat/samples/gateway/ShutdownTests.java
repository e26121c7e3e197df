package io.github.gigachat.samples.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.NetworkFault;
import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the requests that a shutdown finds open.
 */
@Timeout(60)
class ShutdownTests {

	private static final String HELLO = "'messages':[{'role':'user','content':'Hello'}]";

	private final GigaChatEmulator gigachat = GigaChatEmulator.start();

	private final List<RawConnection> clients = new ArrayList<>();

	private ConfigurableApplicationContext gateway;

	private int port;

	@AfterEach
	void close() {
		this.clients.forEach(RawConnection::close);
		this.gateway.close();
		this.gigachat.close();
	}

	@Test
	void streamsThatAreNotCompleteInTimeEndWithAnErrorEvent() throws InterruptedException {
		start("4s");
		this.gigachat.onAnyMessage().replyInChunks("One ", "two");
		this.gigachat.network().onChat().silentAfterEvents(1).always();
		RawConnection chat = stream("/v1/chat/completions", HELLO);
		RawConnection response = stream("/v1/responses", "'input':'Hello'");
		RawConnection message = stream("/v1/messages", "'max_tokens':9," + HELLO);

		Thread closing = beginShutdown();

		assertThat(endOf(chat)).contains("data: {\"error\":{").doesNotContain("[DONE]");
		assertThat(endOf(response)).contains("event: response.failed").doesNotContain("response.completed");
		assertThat(endOf(message)).contains("event: error").doesNotContain("message_stop");
		closing.join();
	}

	private RawConnection stream(String path, String fields) {
		RawConnection client = post(path, "{'model':'GigaChat-2','stream':true," + fields + "}");
		client.readUntil("One");
		return client;
	}

	private static String endOf(RawConnection client) {
		String end = client.readUntil("0\r\n\r\n");
		client.close();
		assertThat(end).contains("The gateway is shutting down");
		return end;
	}

	@Test
	void otherRequestsThatAreNotCompleteInTimeAre503() throws InterruptedException {
		start("4s");
		this.gigachat.network().onChat().silentBeforeResponse().always();
		this.gigachat.network().onEmbeddings().silentBeforeResponse().always();
		post("/v1/chat/completions", "{'model':'GigaChat-2'," + HELLO + "}");
		post("/v1/responses", "{'model':'GigaChat-2','input':'Hello'}");
		post("/v1/messages", "{'model':'GigaChat-2','max_tokens':9," + HELLO + "}");
		post("/v1/embeddings", "{'model':'Embeddings','input':'Hello'}");
		Await.requests(this.gigachat, 3, Endpoint.CHAT);
		Await.requests(this.gigachat, 1, Endpoint.EMBEDDINGS);
		RawConnection slow = connect().head("/v1/chat/completions", "Content-Length: 100", "Expect: 100-continue");
		slow.readUntil("100 Continue");

		Thread closing = beginShutdown();

		for (RawConnection client : this.clients) {
			assertThat(client.readUntil("}}")).contains("HTTP/1.1 503")
				.containsIgnoringCase("\r\nRetry-After: 5\r\n")
				.containsIgnoringCase("\r\nConnection: close\r\n")
				.contains("The gateway is shutting down");
			client.close();
		}
		closing.join();
	}

	@Test
	void uploadedFilesAreDeletedAllTheSame() throws InterruptedException {
		start("4s");
		post("/v1/chat/completions",
				"{'model':'GigaChat-2','messages':[{'role':'user','content':[{'type':'file',"
						+ "'file':{'filename':'a.txt','file_data':'data:text/plain;base64,SGVsbG8='}}]}]}")
			.readUntil("}}");
		assertThat(this.gigachat.uploads()).hasSize(1);
		this.gigachat.network().onChat().silentBeforeResponse();
		RawConnection client = post("/v1/chat/completions", "{'model':'GigaChat-2'," + HELLO + "}");
		Await.requests(this.gigachat, 2, Endpoint.CHAT);

		Thread closing = beginShutdown();

		client.readUntil("shutting_down");
		this.clients.forEach(RawConnection::close);
		closing.join();
		assertThat(this.gigachat.requests()).filteredOn((request) -> request.endpoint() == Endpoint.FILES)
			.last()
			.satisfies((request) -> assertThat(request.path()).endsWith("/delete"));
	}

	@Test
	void anAnswerThatIsCompleteInTimeArrives() throws InterruptedException {
		start("30s");
		this.gigachat.onAnyMessage().replyInChunks("One ", "two");
		NetworkFault silence = this.gigachat.network().onChat().silentAfterEvents(1);
		RawConnection client = stream("/v1/chat/completions", HELLO);

		Thread closing = beginShutdown();
		while (accepts()) {
			assertThat(closing.isAlive()).isTrue();
		}
		silence.resume();

		assertThat(client.readUntil("[DONE]")).contains("two");
		client.close();
		closing.join();
	}

	private void start(String grace) {
		this.gateway = new SpringApplicationBuilder(GatewayApplication.class).run("--server.port=0",
				"--spring.lifecycle.timeout-per-shutdown-phase=" + grace,
				"--spring.ai.gigachat.api-key=" + this.gigachat.apiKey(),
				"--spring.ai.gigachat.base-url=" + this.gigachat.baseUrl(),
				"--spring.ai.gigachat.auth-url=" + this.gigachat.authUrl());
		this.port = ((WebServerApplicationContext) this.gateway).getWebServer().getPort();
	}

	private RawConnection post(String path, String body) {
		return connect().post(path, body.replace('\'', '"'));
	}

	private RawConnection connect() {
		RawConnection client = new RawConnection(this.port);
		this.clients.add(client);
		return client;
	}

	private boolean accepts() {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private Thread beginShutdown() {
		Thread closing = new Thread(this.gateway::close);
		closing.start();
		return closing;
	}

}
