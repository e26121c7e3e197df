package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A server that calls are made to: the gateway, or the upstream in a direct call.
 * Connections are used again after a complete answer.
 */
final class Target {

	private final EventLoop loop;

	private final int port;

	/** The form of the requests: that of OpenAI, or else that of GigaChat. */
	private final boolean openAi;

	private final Deque<ClientConnection> idle = new ArrayDeque<>();

	Target(EventLoop loop, int port, boolean openAi) {
		this.loop = loop;
		this.port = port;
		this.openAi = openAi;
	}

	boolean isOpenAi() {
		return this.openAi;
	}

	/** Returns the bytes of a POST for chat completions. */
	byte[] post(String body) {
		byte[] content = Script.bytes(body);
		byte[] head = Script.bytes("""
				POST /v1/chat/completions HTTP/1.1\r
				Host: 127.0.0.1:%d\r
				Authorization: Bearer bench\r
				Content-Type: application/json\r
				Content-Length: %d\r
				\r
				""".formatted(this.port, content.length));
		return ByteBuffer.allocate(head.length + content.length).put(head).put(content).array();
	}

	/** Makes a call; on the thread of the loop. */
	void send(Call call) {
		try {
			ClientConnection connection = this.idle.poll();
			if (connection == null) {
				SocketChannel channel = SocketChannel.open();
				channel.configureBlocking(false);
				channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port));
				connection = new ClientConnection(channel);
			}
			connection.send(call);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("no connection to port " + this.port, ex);
		}
	}

	private final class ClientConnection extends Connection implements HttpReader.Listener {

		private final HttpReader reader = new HttpReader(this);

		private Call call;

		ClientConnection(SocketChannel channel) throws IOException {
			super(Target.this.loop, channel);
		}

		void send(Call next) {
			this.call = next;
			next.connection = this;
			next.begunNanos = System.nanoTime();
			write(next.request);
		}

		@Override
		void received(ByteBuffer bytes) {
			this.reader.read(bytes);
			if (this.call != null && this.call.isLeaving()) {
				this.call.leave();
			}
		}

		@Override
		public void head(String head) {
			if (this.call != null) {
				this.call.status = Integer.parseInt(head.substring(9, 12));
			}
		}

		@Override
		public void body(byte[] bytes, int from, int to) {
			if (this.call != null) {
				this.call.take(bytes, from, to);
			}
		}

		@Override
		public void end() {
			Call complete = this.call;
			this.call = null;
			Target.this.idle.push(this);
			if (complete != null) {
				complete.complete();
			}
		}

		@Override
		void ended() {
			Target.this.idle.remove(this);
			Call broken = this.call;
			this.call = null;
			if (broken != null) {
				broken.broken();
			}
		}

	}

}
