package io.github.gigachat.spring.ai.internal.http;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Collects the buffers of a body up to a maximum size.
 * <p>
 * Keeps the buffers instead of copying their bytes. If there are many, it joins the small
 * ones, because a server may send a chunk for each byte, and a buffer takes more than 50
 * bytes itself. A kept buffer may be part of a block of the JDK client, so the memory
 * held may be up to four times the maximum size.
 * <p>
 * Not thread-safe.
 */
final class BodyCollector {

	/** The number of buffers that are kept whatever their size. */
	private static final int KEPT = 16;

	/** The size from which on a buffer is always kept. */
	private static final int LARGE = 4 * 1024;

	/** The size of the blocks that small buffers are copied into. */
	private static final int BLOCK = 16 * 1024;

	private final int limit;

	private final List<ByteBuffer> buffers = new ArrayList<>();

	private int size;

	/**
	 * The block for small buffers. Its bytes from its mark of {@link #joined} to its
	 * position are not yet among the buffers.
	 */
	private @Nullable ByteBuffer block;

	private int joined;

	/**
	 * Creates an empty collector.
	 * @param limit the maximum number of bytes
	 */
	BodyCollector(int limit) {
		this.limit = limit;
	}

	/**
	 * Adds as many bytes as fit.
	 * @param added the buffers, which nobody else uses any more
	 * @return {@code true} if all bytes fitted
	 */
	boolean add(List<ByteBuffer> added) {
		for (ByteBuffer buffer : added) {
			int room = this.limit - this.size;
			boolean fits = buffer.remaining() <= room;
			add(fits ? buffer : buffer.slice(buffer.position(), room));
			if (!fits) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Returns the collected bytes. The collector must not be used afterwards.
	 */
	ResponseBody body() {
		endJoined();
		return new ResponseBody(this.buffers, this.size);
	}

	private void add(ByteBuffer buffer) {
		int length = buffer.remaining();
		this.size += length;
		if (this.buffers.size() < KEPT || length >= LARGE) {
			endJoined();
			this.buffers.add(buffer);
		}
		else {
			join(buffer);
		}
	}

	private void join(ByteBuffer buffer) {
		ByteBuffer block = this.block;
		if (block == null || block.remaining() < buffer.remaining()) {
			endJoined();
			block = ByteBuffer.allocate(BLOCK);
			this.block = block;
			this.joined = 0;
		}
		block.put(buffer);
	}

	/** Adds the joined bytes to the buffers. The rest of the block remains in use. */
	private void endJoined() {
		ByteBuffer block = this.block;
		if (block != null && block.position() > this.joined) {
			this.buffers.add(block.slice(this.joined, block.position() - this.joined));
			this.joined = block.position();
		}
	}

}
