package io.github.gigachat.spring.ai.internal.http;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An HTTP/2 server that does to each stream, frame by frame, what a test tells it to.
 * <p>
 * It reads no header of a request: the n-th request is the n-th that was finished.
 */
final class RawHttp2Server implements AutoCloseable {

	static final int REFUSED_STREAM = 7;

	private static final int DATA = 0;

	private static final int HEADERS = 1;

	private static final int RST_STREAM = 3;

	private static final int SETTINGS = 4;

	private static final int PING = 6;

	private static final int GOAWAY = 7;

	private static final int WINDOW_UPDATE = 8;

	private static final int END_STREAM = 1;

	private static final int ACK = 1;

	private static final int END_HEADERS = 4;

	private static final int PREFACE_LENGTH = 24;

	private final ServerSocket serverSocket;

	private final int maxConcurrentStreams;

	private final Script script;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final AtomicInteger requests = new AtomicInteger();

	private final AtomicInteger running = new AtomicInteger();

	private final AtomicInteger mostRunning = new AtomicInteger();

	private RawHttp2Server(ServerSocket serverSocket, int maxConcurrentStreams, Script script) {
		this.serverSocket = serverSocket;
		this.maxConcurrentStreams = maxConcurrentStreams;
		this.script = script;
	}

	static RawHttp2Server start(ServerIdentity identity, int maxConcurrentStreams, Script script) throws Exception {
		RawHttp2Server server = new RawHttp2Server(identity.serverSocket("h2"), maxConcurrentStreams, script);
		server.run(server::acceptAll);
		return server;
	}

	URI uri(String path) {
		return URI.create("https://127.0.0.1:" + this.serverSocket.getLocalPort() + path);
	}

	int requestCount() {
		return this.requests.get();
	}

	int connectionCount() {
		return this.sockets.size();
	}

	int mostRunning() {
		return this.mostRunning.get();
	}

	@Override
	public void close() throws IOException {
		this.serverSocket.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
		this.threads.shutdownNow();
	}

	private void acceptAll() throws IOException {
		while (!this.serverSocket.isClosed()) {
			Socket socket = this.serverSocket.accept();
			this.sockets.add(socket);
			run(() -> {
				try (socket) {
					new Connection(socket).serve();
				}
			});
		}
	}

	private void run(Task task) {
		this.threads.execute(() -> {
			try {
				task.run();
			}
			catch (IOException | InterruptedException ex) {
				// The test ended the connection, or the server.
			}
		});
	}

	/**
	 * What happens to one request.
	 */
	@FunctionalInterface
	interface Script {

		void serve(Stream stream, int request) throws IOException, InterruptedException;

	}

	/**
	 * Something that sockets do.
	 */
	@FunctionalInterface
	private interface Task {

		void run() throws IOException, InterruptedException;

	}

	/**
	 * One connection.
	 */
	private final class Connection {

		private final Socket socket;

		private final DataInputStream in;

		private final DataOutputStream out;

		private final Lock writing = new ReentrantLock();

		/**
		 * The connection's flow control; that of a stream is wider than any test's body.
		 */
		private final Semaphore window = new Semaphore(65_535);

		private final Map<Integer, Stream> streams = new ConcurrentHashMap<>();

		private Connection(Socket socket) throws IOException {
			this.socket = socket;
			this.in = new DataInputStream(socket.getInputStream());
			this.out = new DataOutputStream(socket.getOutputStream());
		}

		private void serve() throws IOException {
			this.in.readFully(new byte[PREFACE_LENGTH]);
			int limit = RawHttp2Server.this.maxConcurrentStreams;
			write(SETTINGS, 0, 0,
					new byte[] { 0, 3, (byte) (limit >> 24), (byte) (limit >> 16), (byte) (limit >> 8), (byte) limit });
			while (true) {
				int length = (this.in.readUnsignedByte() << 16) + this.in.readUnsignedShort();
				int type = this.in.readUnsignedByte();
				int flags = this.in.readUnsignedByte();
				int id = this.in.readInt() & Integer.MAX_VALUE;
				byte[] payload = this.in.readNBytes(length);
				received(type, flags, id, payload);
			}
		}

		private void received(int type, int flags, int id, byte[] payload) throws IOException {
			if (type == SETTINGS && (flags & ACK) == 0) {
				write(SETTINGS, ACK, 0, new byte[0]);
			}
			else if (type == PING && (flags & ACK) == 0) {
				write(PING, ACK, 0, payload);
			}
			else if (type == WINDOW_UPDATE && id == 0) {
				this.window.release(ByteBuffer.wrap(payload).getInt() & Integer.MAX_VALUE);
			}
			else if (type == RST_STREAM) {
				stream(id).reset.countDown();
			}
			else if (type == HEADERS || type == DATA) {
				Stream stream = stream(id);
				if ((flags & END_STREAM) != 0) {
					start(stream);
				}
			}
		}

		private void start(Stream stream) {
			int request = RawHttp2Server.this.requests.getAndIncrement();
			RawHttp2Server.this.mostRunning.accumulateAndGet(RawHttp2Server.this.running.incrementAndGet(), Math::max);
			run(() -> RawHttp2Server.this.script.serve(stream, request));
		}

		private Stream stream(int id) {
			return this.streams.computeIfAbsent(id, (key) -> new Stream(this, key));
		}

		private void write(int type, int flags, int id, byte[] payload) throws IOException {
			this.writing.lock();
			try {
				this.out.writeByte(payload.length >> 16);
				this.out.writeShort(payload.length);
				this.out.writeByte(type);
				this.out.writeByte(flags);
				this.out.writeInt(id);
				this.out.write(payload);
				this.out.flush();
			}
			finally {
				this.writing.unlock();
			}
		}

	}

	/**
	 * One stream.
	 */
	final class Stream {

		private final Connection connection;

		private final int id;

		private final CountDownLatch reset = new CountDownLatch(1);

		private Stream(Connection connection, int id) {
			this.connection = connection;
			this.id = id;
		}

		int id() {
			return this.id;
		}

		Stream head(String contentType) throws IOException {
			byte[] type = contentType.getBytes(StandardCharsets.US_ASCII);
			byte[] name = "content-type".getBytes(StandardCharsets.US_ASCII);
			byte[] block = new byte[3 + name.length + 1 + type.length];
			// :status 200 from the static table, then a literal that is not indexed.
			block[0] = (byte) 0x88;
			block[2] = (byte) name.length;
			System.arraycopy(name, 0, block, 3, name.length);
			block[3 + name.length] = (byte) type.length;
			System.arraycopy(type, 0, block, 4 + name.length, type.length);
			this.connection.write(HEADERS, END_HEADERS, this.id, block);
			return this;
		}

		Stream data(String text) throws IOException, InterruptedException {
			byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
			this.connection.window.acquire(bytes.length);
			this.connection.write(DATA, 0, this.id, bytes);
			return this;
		}

		void end() throws IOException {
			RawHttp2Server.this.running.decrementAndGet();
			this.connection.write(DATA, END_STREAM, this.id, new byte[0]);
		}

		void respond(String text) throws IOException, InterruptedException {
			head("text/plain").data(text).end();
		}

		void resetWith(int error) throws IOException {
			RawHttp2Server.this.running.decrementAndGet();
			this.connection.write(RST_STREAM, 0, this.id, bytes(error));
		}

		/**
		 * Says goodbye to the connection.
		 * @param lastStream the last stream that was or will be looked at
		 */
		Stream goAway(int lastStream) throws IOException {
			byte[] payload = new byte[8];
			System.arraycopy(bytes(lastStream), 0, payload, 0, 4);
			this.connection.write(GOAWAY, 0, 0, payload);
			return this;
		}

		void closeConnection() throws IOException {
			RawHttp2Server.this.running.decrementAndGet();
			this.connection.socket.close();
		}

		/**
		 * Waits until the client resets the stream.
		 */
		boolean awaitReset() throws InterruptedException {
			boolean came = this.reset.await(10, TimeUnit.SECONDS);
			RawHttp2Server.this.running.decrementAndGet();
			return came;
		}

		private static byte[] bytes(int value) {
			return new byte[] { (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value };
		}

	}

}
