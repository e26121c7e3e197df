package io.github.gigachat.emulator.relay;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.jspecify.annotations.Nullable;

/**
 * The response of an HTTP/2 stream on its way through the relay.
 * <p>
 * A response that waits gets its own thread, so that the other streams of the connection
 * do not wait behind it. The relay gives the server credit for bytes that the client
 * never gets. Otherwise the flow-control window of the connection would shrink.
 */
final class Http2Stream {

	private final int id;

	private final Exchange exchange;

	private final Http2Writer server;

	private final Http2Sink sink;

	private final RelayThreads threads;

	private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();

	private @Nullable ResponsePlayer player;

	private boolean threaded;

	Http2Stream(int id, Exchange exchange, Http2Writer client, Http2Writer server, RelayThreads threads) {
		this.id = id;
		this.exchange = exchange;
		this.server = server;
		this.sink = new Http2Sink(id, client);
		this.threads = threads;
	}

	Exchange exchange() {
		return this.exchange;
	}

	/**
	 * Relays a header block, given without END_STREAM. The flag tells if the response
	 * ends.
	 */
	void head(byte[] block, boolean last) {
		if (this.player == null) {
			FaultPlan plan = this.exchange.plan();
			this.player = new ResponsePlayer(this.exchange, plan, this.sink);
			if (plan.waits()) {
				this.threaded = true;
				this.threads.start("stream", this::playAll);
				this.exchange.onEnd((how) -> this.parts.add(new Part(Kind.STOP, new byte[0], true)));
			}
		}
		accept(new Part(Kind.HEAD, block, last));
	}

	void data(byte[] bytes, boolean last) {
		accept(new Part(Kind.DATA, bytes, last));
	}

	private void accept(Part part) {
		if (this.threaded) {
			this.parts.add(part);
			return;
		}
		try {
			play(part);
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException("A response that does not wait was interrupted.", ex);
		}
	}

	private void playAll() {
		try {
			Part part = this.parts.take();
			while (part.kind != Kind.STOP) {
				play(part);
				part = this.parts.take();
			}
			for (Part left : this.parts) {
				credit(left);
			}
		}
		catch (IOException | InterruptedException ex) {
			// the connection has ended
			this.exchange.finish(ExchangeEnd.BROKEN);
		}
	}

	private void play(Part part) throws IOException, InterruptedException {
		ResponsePlayer current = this.player;
		if (current == null || current.isOver() || !this.exchange.isOpen()) {
			credit(part);
			return;
		}
		long before = this.sink.sent();
		if (part.kind == Kind.HEAD) {
			current.head(part.bytes, false);
			current.beginBody();
		}
		else {
			current.body(part.bytes, false);
			credit(part.bytes.length - (this.sink.sent() - before));
		}
		if (current.isOver() && !part.last) {
			this.server.write(Http2Frame.reset(this.id, Http2Frame.CANCEL));
		}
		if (part.last) {
			current.end();
		}
	}

	private void credit(Part part) {
		if (part.kind == Kind.DATA) {
			credit(part.bytes.length);
		}
	}

	private void credit(long bytes) {
		if (bytes > 0) {
			this.server.write(Http2Frame.windowUpdate(0, (int) bytes));
		}
	}

	/**
	 * A part of the response as the server sent it.
	 */
	private static final class Part {

		private final Kind kind;

		private final byte[] bytes;

		private final boolean last;

		Part(Kind kind, byte[] bytes, boolean last) {
			this.kind = kind;
			this.bytes = bytes;
			this.last = last;
		}

	}

	/**
	 * The kind of a part.
	 */
	private enum Kind {

		/** A header block. */
		HEAD,
		/** The payload of a data frame. */
		DATA,
		/** The end of the thread. */
		STOP

	}

}
