package io.github.gigachat.emulator.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Writes frames to one end of a connection in the order in which they come from several
 * threads, none of which waits for the other end. HTTP/2's flow control bounds the queue.
 */
final class Http2Writer {

	private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();

	private final OutputStream out;

	private final Runnable onClose;

	private final Runnable onFailure;

	/**
	 * Creates a writer.
	 * @param out where to write
	 * @param onClose closes the connection in order
	 * @param onFailure is told that nothing more can be written
	 */
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
			// the other end is gone
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

	/**
	 * Closes the connection behind what was written so far.
	 */
	void close() {
		this.steps.add(() -> {
			this.onClose.run();
			return false;
		});
	}

	/**
	 * Ends the writing thread.
	 */
	void stop() {
		this.steps.add(() -> false);
	}

	/**
	 * One thing to do.
	 */
	private interface Step {

		/**
		 * Does it.
		 * @return whether there is more to do
		 * @throws IOException when the other end is gone
		 */
		boolean run() throws IOException;

	}

}
