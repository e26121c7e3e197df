package bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A stand-in for GigaChat that gives tokens, models and scripted answers, and counts the
 * chats that are open, and those whose caller left.
 */
final class Upstream {

	static final String STATE = "/bench/state";

	private static final int BATCH = 8;

	private static final byte[] LAST_CHUNK = Script.bytes("0\r\n\r\n");

	private static final byte[] DONE = httpChunk("data: [DONE]\n\n");

	private final EventLoop loop = new EventLoop();

	private int open;

	/** The greatest number of open chats since the state was asked for. */
	private int most;

	private int left;

	private Upstream() throws IOException {
	}

	public static void main(String[] args) throws IOException {
		new Upstream().serve();
	}

	private void serve() throws IOException {
		ServerSocketChannel server = ServerSocketChannel.open();
		server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2000);
		server.configureBlocking(false);
		Connection.Ready ready = () -> accept(server);
		server.register(this.loop.selector(), SelectionKey.OP_ACCEPT, ready);
		System.out.println("listening on " + server.socket().getLocalPort());
		this.loop.run();
	}

	private void accept(ServerSocketChannel server) {
		try {
			for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
				new Caller(channel);
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("the server cannot accept connections", ex);
		}
	}

	private static byte[] httpChunk(String text) {
		byte[] content = Script.bytes(text);
		ByteArrayOutputStream chunk = new ByteArrayOutputStream(content.length + 16);
		chunk.writeBytes(Script.bytes(Integer.toHexString(content.length) + "\r\n"));
		chunk.writeBytes(content);
		chunk.writeBytes(Script.bytes("\r\n"));
		return chunk.toByteArray();
	}

	private static byte[] event(int chunk) {
		return httpChunk("""
				data: {"choices":[{"delta":{"content":"%s"%s},"index":0}],"created":1768996176,\
				"model":"GigaChat-2:2.0.28.2","object":"chat.completion"}

				""".formatted(Script.text(chunk), (chunk == 0) ? ",\"role\":\"assistant\"" : ""));
	}

	private static byte[] lastEvent(int chunks) {
		return httpChunk("""
				data: {"choices":[{"delta":{"content":""},"index":0,"finish_reason":"stop"}],"created":1768996176,\
				"model":"GigaChat-2:2.0.28.2","object":"chat.completion",%s}

				""".formatted(usage(chunks)));
	}

	private static String usage(int chunks) {
		return "\"usage\":{\"prompt_tokens\":17,\"completion_tokens\":%d,\"total_tokens\":%d,\"precached_prompt_tokens\":2}"
			.formatted(chunks, 17 + chunks);
	}

	/** A connection from the gateway, or from the load in a direct call. */
	private final class Caller extends Connection implements HttpReader.Listener {

		private final HttpReader reader = new HttpReader(this);

		private final ByteArrayOutputStream body = new ByteArrayOutputStream();

		private String head = "";

		private boolean chatting;

		private Script script;

		private int place;

		private long begun;

		Caller(SocketChannel channel) throws IOException {
			super(Upstream.this.loop, channel);
		}

		@Override
		void received(ByteBuffer bytes) {
			this.reader.read(bytes);
		}

		@Override
		public void head(String head) {
			this.head = head;
			this.body.reset();
		}

		@Override
		public void body(byte[] bytes, int from, int to) {
			this.body.write(bytes, from, to - from);
		}

		@Override
		public void end() {
			String path = this.head.split(" ", 3)[1];
			if (path.endsWith("/chat/completions")) {
				beginChat();
			}
			else if (path.equals(STATE)) {
				json(200, "{\"open\":%d,\"most\":%d,\"left\":%d}".formatted(Upstream.this.open, Upstream.this.most,
						Upstream.this.left));
				Upstream.this.most = Upstream.this.open;
			}
			else if (path.endsWith("/models")) {
				json(200, """
						{"object":"list","data":[{"id":"GigaChat-2","object":"model","owned_by":"salutedevices",\
						"type":"chat"}]}""");
			}
			else if (path.endsWith("/oauth")) {
				json(200, "{\"access_token\":\"%s\",\"expires_at\":%d}".formatted(UUID.randomUUID(),
						System.currentTimeMillis() + TimeUnit.MINUTES.toMillis(30)));
			}
			else {
				json(404, "{\"status\":404,\"message\":\"No such path\"}");
			}
		}

		private void beginChat() {
			String request = this.body.toString(StandardCharsets.UTF_8);
			this.script = Script.read(request);
			this.place = 0;
			this.begun = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(this.script.firstMillis());
			this.chatting = true;
			Upstream.this.open++;
			Upstream.this.most = Math.max(Upstream.this.most, Upstream.this.open);
			boolean stream = request.contains("\"stream\":true");
			later(this.begun, () -> {
				if (this.script.fault() == Script.Fault.REFUSE) {
					endChat();
					json(500, "{\"status\":500,\"message\":\"Internal Server Error\"}");
				}
				else if (stream) {
					write(head(200, "text/event-stream", "transfer-encoding: chunked"));
					chunks();
				}
				else {
					whole();
				}
			});
		}

		private void later(long at, Runnable task) {
			if (at - System.nanoTime() <= 0) {
				task.run();
				return;
			}
			this.loop.at(at, () -> {
				if (!isClosed()) {
					task.run();
				}
			});
		}

		private void whole() {
			endChat();
			json(200, """
					{"choices":[{"message":{"role":"assistant","content":"%s"},"index":0,"finish_reason":"stop"}],\
					"created":1768996171,"model":"GigaChat-2:2.0.28.2","object":"chat.completion",%s}"""
				.formatted(this.script.wholeText(), usage(this.script.chunks())));
		}

		/** Writes the chunks that are due: one if they are paced, or else some. */
		private void chunks() {
			boolean paced = this.script.pauseMillis() > 0;
			int until = Math.min(this.script.chunks(), this.place + (paced ? 1 : BATCH));
			ByteArrayOutputStream events = new ByteArrayOutputStream();
			for (; this.place < until; this.place++) {
				if (this.script.isCutAt(this.place)) {
					write(events.toByteArray());
					endChat();
					close();
					return;
				}
				int chunk = this.script.chunkAt(this.place);
				if (chunk >= 0) {
					events.writeBytes(event(chunk));
				}
			}
			write(events.toByteArray());
			if (isClosed()) {
				return;
			}
			if (this.place == this.script.chunks()) {
				if (this.script.fault() != Script.Fault.SILENCE) {
					endChat();
					write(lastEvent(this.script.chunks()), DONE, LAST_CHUNK);
				}
			}
			else if (paced) {
				later(this.begun + this.place * TimeUnit.MILLISECONDS.toNanos(this.script.pauseMillis()), this::chunks);
			}
			else if (!isFull()) {
				// behind the other connections
				this.loop.execute(this::chunksIfOpen);
			}
		}

		private void chunksIfOpen() {
			if (!isClosed()) {
				chunks();
			}
		}

		@Override
		void drained() {
			if (this.chatting && this.script.pauseMillis() == 0) {
				chunks();
			}
		}

		private void json(int status, String body) {
			byte[] content = Script.bytes(body);
			write(head(status, "application/json; charset=utf-8", "content-length: " + content.length), content);
		}

		private static byte[] head(int status, String type, String framing) {
			return Script.bytes("HTTP/1.1 %d Bench\r\ncontent-type: %s\r\nx-request-id: %s\r\n%s\r\n\r\n"
				.formatted(status, type, UUID.randomUUID(), framing));
		}

		private void endChat() {
			this.chatting = false;
			Upstream.this.open--;
		}

		/** Counts a chat whose caller left; a failed write shows that too. */
		@Override
		void ended() {
			if (this.chatting) {
				endChat();
				Upstream.this.left++;
			}
		}

	}

}
