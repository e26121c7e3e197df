package io.github.gigachat.spring.ai.internal.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Decodes the events of a {@code text/event-stream}.
 * <p>
 * Works on bytes in one reused array, so a character that is split between two reads
 * needs no special care, and an event causes no allocation. Lines may end with LF, CR or
 * CRLF. Fields other than {@code data} and {@code event}, comments and a byte order mark
 * are skipped. Events without data are not reported.
 * <p>
 * Not thread-safe. Layout of the array, left to right: {@code [dataStart, dataEnd)} holds
 * the data of the current event with its lines joined; {@code [lineStart, end)} holds the
 * unfinished line, in which no line end has been found before {@code scan}. A joined line
 * moves left into the space of its field name and of the line end before it, so the data
 * never grows into the unfinished line.
 */
final class EventDecoder {

	private static final int INITIAL_CAPACITY = 1024;

	/** The maximum array length that all JVMs support. */
	private static final int MAX_CAPACITY = Integer.MAX_VALUE - 8;

	private static final byte[] DATA = "data".getBytes(StandardCharsets.UTF_8);

	private static final byte[] EVENT = "event".getBytes(StandardCharsets.UTF_8);

	private static final byte[] BYTE_ORDER_MARK = { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF };

	private final int maxEvent;

	private final Sink sink;

	private byte[] bytes = new byte[INITIAL_CAPACITY];

	private boolean hasData;

	private int dataStart;

	private int dataEnd;

	private int lineStart;

	private int scan;

	private int end;

	private boolean atStart = true;

	/** The last byte was CR, so an LF that follows belongs to the same line end. */
	private boolean skipLineFeed;

	private @Nullable String eventName;

	/** Caches the last event name, because streams repeat a few names. */
	private byte[] knownNameBytes = {};

	private String knownName = "";

	/**
	 * Creates a decoder for one stream.
	 * @param maxEvent the maximum size in bytes of an event with its unfinished line
	 */
	EventDecoder(int maxEvent, Sink sink) {
		this.maxEvent = maxEvent;
		this.sink = sink;
	}

	/**
	 * Decodes the next bytes and reports the events that they complete.
	 * @throws BodyTooLargeException if an event exceeds the maximum size
	 */
	void feed(ByteBuffer buffer) {
		append(buffer);
		while (this.scan < this.end) {
			byte current = this.bytes[this.scan];
			if (current == '\n' && this.skipLineFeed) {
				this.lineStart = this.scan + 1;
			}
			else if (current == '\n' || current == '\r') {
				line(this.lineStart, this.scan);
				this.lineStart = this.scan + 1;
			}
			this.skipLineFeed = current == '\r';
			this.scan++;
		}
		if (pending() > this.maxEvent) {
			throw new BodyTooLargeException();
		}
	}

	/**
	 * Handles the regular end of the stream. Reports an event whose lines are complete
	 * even if the blank line after it is missing. Drops an event that ends within a line,
	 * because it was cut off.
	 */
	void end() {
		if (this.lineStart == this.end) {
			dispatch();
		}
	}

	private void append(ByteBuffer buffer) {
		int count = buffer.remaining();
		if (this.lineStart == this.end && !this.hasData) {
			this.lineStart = 0;
			this.scan = 0;
			this.end = 0;
		}
		if (count > this.bytes.length - this.end) {
			makeRoom(count);
		}
		buffer.get(this.bytes, this.end, count);
		this.end += count;
	}

	private void makeRoom(int count) {
		long needed = pending() + count;
		if (needed > MAX_CAPACITY) {
			throw new BodyTooLargeException();
		}
		byte[] target = this.bytes;
		if (needed > target.length) {
			target = new byte[(int) Math.max(needed, Math.min(2L * target.length, MAX_CAPACITY))];
		}
		int data = this.hasData ? this.dataEnd - this.dataStart : 0;
		int line = this.end - this.lineStart;
		System.arraycopy(this.bytes, this.dataStart, target, 0, data);
		System.arraycopy(this.bytes, this.lineStart, target, data, line);
		this.bytes = target;
		this.dataStart = 0;
		this.dataEnd = data;
		this.scan += data - this.lineStart;
		this.lineStart = data;
		this.end = data + line;
	}

	/**
	 * Returns the number of bytes that are still needed.
	 */
	private long pending() {
		return (this.hasData ? this.dataEnd - this.dataStart : 0L) + this.end - this.lineStart;
	}

	private void line(int from, int to) {
		int start = from;
		if (this.atStart) {
			this.atStart = false;
			start = startsWith(BYTE_ORDER_MARK, from, to) ? from + BYTE_ORDER_MARK.length : from;
		}
		if (start == to) {
			dispatch();
		}
		else if (isField(DATA, start, to)) {
			data(valueStart(DATA, start, to), to);
		}
		else if (isField(EVENT, start, to)) {
			this.eventName = name(valueStart(EVENT, start, to), to);
		}
	}

	private boolean isField(byte[] name, int from, int to) {
		return startsWith(name, from, to) && (to - from == name.length || this.bytes[from + name.length] == ':');
	}

	private boolean startsWith(byte[] prefix, int from, int to) {
		return to - from >= prefix.length
				&& Arrays.equals(this.bytes, from, from + prefix.length, prefix, 0, prefix.length);
	}

	private int valueStart(byte[] name, int from, int to) {
		int start = Math.min(from + name.length + 1, to);
		return (start < to && this.bytes[start] == ' ') ? start + 1 : start;
	}

	private void data(int from, int to) {
		if (!this.hasData) {
			this.hasData = true;
			this.dataStart = from;
			this.dataEnd = to;
			return;
		}
		this.bytes[this.dataEnd] = '\n';
		System.arraycopy(this.bytes, from, this.bytes, this.dataEnd + 1, to - from);
		this.dataEnd += 1 + to - from;
	}

	private @Nullable String name(int from, int to) {
		if (from == to) {
			return null;
		}
		if (!Arrays.equals(this.bytes, from, to, this.knownNameBytes, 0, this.knownNameBytes.length)) {
			this.knownNameBytes = Arrays.copyOfRange(this.bytes, from, to);
			this.knownName = new String(this.knownNameBytes, StandardCharsets.UTF_8);
		}
		return this.knownName;
	}

	private void dispatch() {
		if (this.hasData && this.dataEnd > this.dataStart) {
			this.sink.event(this.eventName, this.bytes, this.dataStart, this.dataEnd - this.dataStart);
		}
		this.hasData = false;
		this.eventName = null;
	}

	/**
	 * Receives the events.
	 */
	@FunctionalInterface
	interface Sink {

		/**
		 * Receives one event. The array is valid only during the call.
		 */
		void event(@Nullable String name, byte[] data, int offset, int length);

	}

}
