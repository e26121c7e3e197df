package bench;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A connection of an event loop.
 */
abstract class Connection {

	/** Handles a key that the selector found ready. */
	interface Ready {

		void ready();

	}

	final EventLoop loop;

	private final SocketChannel channel;

	private final SelectionKey key;

	private final Deque<ByteBuffer> unsent = new ArrayDeque<>();

	private boolean closed;

	Connection(EventLoop loop, SocketChannel channel) throws IOException {
		this.loop = loop;
		this.channel = channel;
		channel.configureBlocking(false);
		channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		Ready ready = this::ready;
		this.key = channel.register(loop.selector(),
				channel.isConnected() ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, ready);
	}

	/** Handles bytes that arrived. */
	abstract void received(ByteBuffer bytes);

	/** Handles the end of the connection, whichever side ended it. Called once. */
	abstract void ended();

	/** Handles that everything written was taken by the socket after it had been full. */
	void drained() {
	}

	final boolean isClosed() {
		return this.closed;
	}

	/** Returns whether the socket did not take everything that was written. */
	final boolean isFull() {
		return !this.unsent.isEmpty();
	}

	final void write(byte[]... parts) {
		for (byte[] part : parts) {
			this.unsent.add(ByteBuffer.wrap(part));
		}
		if (!this.closed && !this.channel.isConnectionPending()) {
			attempt(this::flush);
		}
	}

	final void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			// it is gone, as it should be
		}
		ended();
	}

	private void ready() {
		if (!this.key.isValid()) {
			return;
		}
		attempt(() -> {
			if (this.key.isConnectable()) {
				this.channel.finishConnect();
				flush();
				return;
			}
			if (this.key.isReadable()) {
				read();
			}
			if (!this.closed && this.key.isWritable()) {
				flush();
				if (this.unsent.isEmpty()) {
					drained();
				}
			}
		});
	}

	private void read() throws IOException {
		ByteBuffer input = this.loop.input.clear();
		int count = this.channel.read(input);
		if (count < 0) {
			close();
		}
		else if (count > 0) {
			received(input.flip());
		}
	}

	private void flush() throws IOException {
		if (!this.unsent.isEmpty()) {
			this.channel.write(this.unsent.toArray(ByteBuffer[]::new));
			while (!this.unsent.isEmpty() && !this.unsent.peek().hasRemaining()) {
				this.unsent.poll();
			}
		}
		this.key.interestOps(this.unsent.isEmpty() ? SelectionKey.OP_READ
				: SelectionKey.OP_READ | SelectionKey.OP_WRITE);
	}

	private void attempt(Step step) {
		try {
			step.run();
		}
		catch (IOException ex) {
			close();
		}
	}

	private interface Step {

		void run() throws IOException;

	}

}
