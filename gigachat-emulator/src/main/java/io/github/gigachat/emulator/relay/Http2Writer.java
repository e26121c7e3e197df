package io.github.gigachat.emulator.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Writes the frames of several threads to one side of a connection, in order. No thread
 * waits for the other side. The flow control of HTTP/2 bounds the queue.
 */
final class Http2Writer {

	private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();

	private final OutputStream out;

	private final Runnable onClose;

	private final Runnable onFailure;

	/** Creates a writer with actions for an orderly close and for a failed write. */
	Http2Writer(OutputStream out, Runnable onClose, Runnable onFailure) {
		this.out = out;
		this.onClose = onClose;
		this.onFailure = onFailure;
	}

	/**
	 * Writes until stopped or closed.
	 */
	void run() {
		try {
			boolean open = true;
			while (open) {
				open = this.steps.take().run();
			}
		}
		catch (IOException | InterruptedException ex) {
			// the other side has closed the connection
			this.onFailure.run();
		}
	}

	void write(byte[] frames) {
		this.steps.add(() -> {
			this.out.write(frames);
			this.out.flush();
			return true;
		});
	}

	void write(Http2Frame frame) {
		write(frame.encode());
	}

	/** Closes the connection after everything written so far. */
	void close() {
		this.steps.add(() -> {
			this.onClose.run();
			return false;
		});
	}

	/** Ends the writing thread. */
	void stop() {
		this.steps.add(() -> false);
	}

	/**
	 * One action of the writing thread.
	 */
	private interface Step {

		/** Performs the action and returns whether to continue. */
		boolean run() throws IOException;

	}

}
