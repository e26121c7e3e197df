package bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One request of the load, and what is found in its answer. It is used on the thread of
 * the load until it is over.
 */
final class Call {

	private static final byte[] CONTENT = Script.bytes("\"content\":\"");

	private static final byte[] FINISH = Script.bytes("\"finish_reason\":\"stop\"");

	private static final byte[] DATA = Script.bytes("data: ");

	private static final byte[] DONE = Script.bytes("data: [DONE]");

	final byte[] request;

	final boolean stream;

	/** The number of chunks after which the caller leaves, or -1 to stay. */
	final int leaveAfter;

	private final Script script;

	private final Consumer<Call> over;

	private Line line = new Line();

	private Line lastLine = new Line();

	/** The connection of the call until it is over. */
	Connection connection;

	int status;

	/** Chunks whose text is exactly the expected one. */
	int texts;

	int lost;

	int reordered;

	long begunNanos;

	long firstTextNanos;

	private int expected;

	private int comments;

	private boolean finished;

	private boolean done;

	private boolean ended;

	Call(byte[] request, boolean stream, Script script, int leaveAfter, Consumer<Call> over) {
		this.request = request;
		this.stream = stream;
		this.script = script;
		this.leaveAfter = leaveAfter;
		this.over = over;
	}

	/** Returns whether status, texts and end are right. */
	boolean isRight() {
		return this.ended && this.status == 200 && this.texts == this.script.chunks() && this.lost == 0
				&& this.reordered == 0;
	}

	/** Returns whether the answer ended as an answer has to. */
	boolean isEnded() {
		return this.ended;
	}

	boolean isLeaving() {
		return this.leaveAfter >= 0 && this.texts >= this.leaveAfter;
	}

	/** Returns whether the caller left, and everything was right until then. */
	boolean hasLeft() {
		return isLeaving() && !this.ended && this.status == 200 && this.texts == this.expected && this.lost == 0
				&& this.reordered == 0;
	}

	/** Leaves, unless the call is over; on the thread of the loop. */
	void leave() {
		if (this.connection != null) {
			this.connection.close();
		}
	}

	/** Takes a part of the answer's body. */
	void take(byte[] bytes, int from, int to) {
		for (int at = from; at < to; at++) {
			if (this.stream && bytes[at] == '\n') {
				takeLine();
				nextLine();
			}
			else {
				this.line.write(bytes[at]);
			}
		}
	}

	/** Begins a line, and keeps the one before unless it is empty. */
	private void nextLine() {
		if (this.line.size() > 0) {
			Line taken = this.line;
			this.line = this.lastLine;
			this.lastLine = taken;
		}
		this.line.reset();
	}

	private void takeLine() {
		if (!this.line.startsWith(DATA)) {
			this.comments += (this.line.byteAt(0) == ':') ? 1 : 0;
			return;
		}
		this.done |= this.line.startsWith(DONE);
		int content = this.line.indexOf(CONTENT);
		if (content >= 0 && this.line.byteAt(content + CONTENT.length) != '"') {
			takeText(content + CONTENT.length);
		}
		this.finished |= this.line.indexOf(FINISH) >= 0;
	}

	private void takeText(int at) {
		if (this.firstTextNanos == 0) {
			this.firstTextNanos = System.nanoTime();
		}
		int number = this.line.numberAt(at);
		if (this.line.has(at, Script.bytes(Script.text(number) + '"'))) {
			this.texts++;
		}
		if (number >= this.expected) {
			this.lost += number - this.expected;
			this.expected = number + 1;
		}
		else {
			this.reordered++;
			this.lost--;
		}
	}

	/** Takes the end of the answer. */
	void complete() {
		if (this.stream) {
			this.lost += this.script.chunks() - this.expected;
			this.ended = this.finished && this.done;
		}
		else {
			int content = this.line.indexOf(CONTENT);
			boolean right = content >= 0
					&& this.line.has(content + CONTENT.length, Script.bytes(this.script.wholeText() + '"'));
			this.texts = right ? this.script.chunks() : 0;
			this.ended = this.line.indexOf(FINISH) >= 0;
		}
		end();
	}

	/** Takes the end of the connection before that of the answer. */
	void broken() {
		this.lost += (this.stream && !isLeaving()) ? this.script.chunks() - this.expected : 0;
		end();
	}

	/** Describes how far the answer got, for a call that failed. */
	@Override
	public String toString() {
		Line last = (this.line.size() > 0) ? this.line : this.lastLine;
		return """
				status %d, %d of %d texts right, %d lost, %d reordered, %d comments, finish reason %s, [DONE] %s, \
				ended %s, leaving after %d, %d ms, last line '%s'"""
			.formatted(this.status, this.texts, this.script.chunks(), this.lost, this.reordered, this.comments,
					this.finished, this.done, this.ended, this.leaveAfter,
					TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - this.begunNanos),
					last.toString(StandardCharsets.UTF_8));
	}

	private void end() {
		this.connection = null;
		this.over.accept(this);
	}

	/** A line of the answer, which is searched where it was collected. */
	private static final class Line extends ByteArrayOutputStream {

		boolean startsWith(byte[] text) {
			return has(0, text);
		}

		boolean has(int at, byte[] text) {
			return at + text.length <= this.count
					&& Arrays.equals(this.buf, at, at + text.length, text, 0, text.length);
		}

		int indexOf(byte[] text) {
			for (int at = 0; at <= this.count - text.length; at++) {
				if (this.buf[at] == text[0] && has(at, text)) {
					return at;
				}
			}
			return -1;
		}

		byte byteAt(int at) {
			return (at < this.count) ? this.buf[at] : 0;
		}

		int numberAt(int at) {
			int number = 0;
			for (int i = at; Character.isDigit(byteAt(i)); i++) {
				number = number * 10 + byteAt(i) - '0';
			}
			return number;
		}

	}

}
