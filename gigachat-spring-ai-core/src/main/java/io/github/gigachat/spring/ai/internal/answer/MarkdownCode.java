package io.github.gigachat.spring.ai.internal.answer;

import java.util.ArrayList;
import java.util.List;

/**
 * Follows the Markdown of a text and knows where code stands: fenced blocks, indented
 * blocks and inline spans. The rules are those of CommonMark, simplified where lists and
 * quotes are nested. Each character is read once, so the text may come in any pieces.
 */
final class MarkdownCode {

	/** The least length of a fence. */
	private static final int FENCE = 3;

	/** The indentation of a block of code, in columns. */
	private static final int INDENTATION = 4;

	/** The character of the open fence; {@code 0} for none. */
	private char fence;

	private int fenceLength;

	private int fenceColumn;

	private boolean fenceQuoted;

	/** True if the current line opened the fence. */
	private boolean opening;

	/** True if the current line closes the fence if nothing else follows on it. */
	private boolean closing;

	/** The length of the run of backticks that opened a span; {@code 0} for none. */
	private int span;

	/**
	 * The lengths of the runs of backticks behind that one, none of which ends the span.
	 */
	private final List<Integer> withinSpan = new ArrayList<>();

	/** The character of a run of backticks or tildes that goes on; {@code 0} for none. */
	private char run;

	private int runLength;

	private boolean runBeginsLine;

	private boolean escaped;

	/**
	 * True if the current line has had only space and the markers of quotes and lists.
	 */
	private boolean beginning = true;

	private boolean blank = true;

	private boolean quoted;

	private boolean heading;

	private boolean indented;

	private Marker marker = Marker.NONE;

	private int column;

	/** The column at which the content of the current list item begins. */
	private int content;

	/** True if the previous line was text, which an indented line continues. */
	private boolean paragraph;

	/**
	 * Reads a part of the text.
	 * @param text the text
	 * @param from where the part begins
	 * @param to where the part ends
	 */
	void pass(String text, int from, int to) {
		for (int i = from; i < to; i++) {
			pass(text.charAt(i));
		}
	}

	/** Reads a character. */
	void pass(char next) {
		if (this.run != 0 && next == this.run) {
			this.runLength++;
			return;
		}
		endRun();
		if (next == '\n') {
			endLine();
		}
		else if (next != '\r') {
			within(next);
		}
	}

	private void within(char next) {
		boolean space = next == ' ' || next == '\t';
		this.closing = this.closing && space;
		this.blank = this.blank && space;
		if (this.beginning) {
			begin(next, space);
		}
		boolean literal = this.escaped;
		this.escaped = !literal && next == '\\' && this.span == 0 && this.fence == 0;
		if (!literal && (next == '`' || (next == '~' && this.beginning))) {
			this.run = next;
			this.runLength = 1;
			this.runBeginsLine = this.beginning;
		}
	}

	/** Takes a character of what may stand in front of the content of a line. */
	private void begin(char next, boolean space) {
		if (space && this.marker != Marker.NUMBER) {
			this.column += (next == '\t') ? INDENTATION - Math.floorMod(this.column, INDENTATION) : 1;
			this.content = (this.marker == Marker.WHOLE) ? this.column : this.content;
			this.marker = Marker.NONE;
		}
		else if (next == '>' && this.marker == Marker.NONE && (this.fence == 0 || this.fenceQuoted)
				&& !isIndentedCode()) {
			this.quoted = true;
			// a quote has an indentation of its own, behind one space
			this.column = -1;
			this.content = 0;
		}
		else {
			Marker longer = (this.fence == 0 && !isIndentedCode()) ? this.marker.with(next) : Marker.NONE;
			this.column += (longer != Marker.NONE) ? 1 : 0;
			beginContent(next, longer);
		}
	}

	private void beginContent(char next, Marker longer) {
		if (longer == Marker.NONE) {
			boolean first = this.marker == Marker.NONE;
			this.indented = first && isIndentedCode();
			this.heading = first && next == '#';
			this.content = (this.column < this.content && !this.paragraph) ? 0 : this.content;
			this.beginning = first && (next == '`' || next == '~');
		}
		this.marker = longer;
	}

	private boolean isIndentedCode() {
		return this.fence == 0 && !this.paragraph && this.marker == Marker.NONE
				&& this.column >= this.content + INDENTATION;
	}

	/** Decides the meaning of a run of backticks or tildes that has ended. */
	private void endRun() {
		char ended = this.run;
		if (ended == 0) {
			return;
		}
		this.run = 0;
		boolean begins = this.runBeginsLine && !this.indented;
		this.beginning = false;
		if (this.opening && ended == '`' && this.fence == '`') {
			// no backtick may follow a fence on its line: it was the beginning of a span
			beginSpan(this.fenceLength);
			this.fence = 0;
			this.opening = false;
		}
		if (this.fence != 0) {
			this.closing = begins && ended == this.fence && this.runLength >= this.fenceLength
					&& this.column < this.fenceColumn + INDENTATION;
		}
		else if (begins && this.runLength >= FENCE) {
			open(ended);
		}
		else if (ended == '`' && !this.indented) {
			judge(this.runLength);
		}
	}

	/** Has a run of backticks begin a span, end it, or stand within it. */
	private void judge(int length) {
		if (this.span == 0 || this.span == length) {
			beginSpan((this.span == 0) ? length : 0);
		}
		else {
			this.withinSpan.add(length);
		}
	}

	private void beginSpan(int length) {
		this.span = length;
		this.withinSpan.clear();
	}

	/** Judges the runs within a span once more, since the run before them opens none. */
	private void judgeWithin() {
		List<Integer> runs = List.copyOf(this.withinSpan);
		beginSpan(0);
		runs.forEach(this::judge);
	}

	private void open(char character) {
		this.fence = character;
		this.fenceLength = this.runLength;
		this.fenceColumn = this.column;
		this.fenceQuoted = this.quoted;
		this.opening = true;
		beginSpan(0);
	}

	private void endLine() {
		boolean text = this.fence == 0 && !this.blank && !this.indented && !this.heading;
		if (this.closing) {
			this.fence = 0;
		}
		if (this.blank) {
			beginSpan(0);
		}
		this.paragraph = text;
		this.opening = false;
		this.closing = false;
		this.escaped = false;
		this.beginning = true;
		this.blank = true;
		this.quoted = false;
		this.heading = false;
		this.indented = false;
		this.marker = Marker.NONE;
		this.column = 0;
	}

	/**
	 * Tells whether the next character, which is neither space nor a marker, stands in a
	 * block of code.
	 */
	boolean isBlock() {
		endRun();
		return this.fence != 0 || this.indented || (this.beginning && isIndentedCode());
	}

	/**
	 * Finds out whether a part of the text stands in an inline span of code. A run of
	 * backticks opens one only if a run of the same length follows in the paragraph.
	 * @param text the text
	 * @param from the end of the part
	 * @param to where to stop looking
	 * @param last whether nothing follows there that matters
	 */
	Span span(String text, int from, int to, boolean last) {
		endRun();
		while (this.span != 0) {
			Span found = end(text, from, to, last);
			if (found != Span.NONE) {
				return found;
			}
			judgeWithin();
		}
		return Span.NONE;
	}

	private Span end(String text, int from, int to, boolean last) {
		int length = 0;
		boolean emptyLine = false;
		for (int i = from; i < to; i++) {
			char next = text.charAt(i);
			if (next != '`' && length == this.span) {
				return Span.CODE;
			}
			length = (next == '`') ? length + 1 : 0;
			if (next == '\n' && emptyLine) {
				return Span.NONE;
			}
			emptyLine = next == '\n' || (emptyLine && Character.isWhitespace(next));
		}
		if (!last) {
			return Span.UNDECIDED;
		}
		return (length == this.span) ? Span.CODE : Span.NONE;
	}

	/**
	 * The position of a part of the text in inline code.
	 */
	enum Span {

		/** The part stands in a span of code. */
		CODE,

		/** The part stands in no span of code. */
		NONE,

		/** More of the text is needed to know. */
		UNDECIDED

	}

	/**
	 * The marker of a list item, as far as it was read.
	 */
	private enum Marker {

		/** No marker. */
		NONE,

		/** The digits of an ordered item. */
		NUMBER,

		/** A marker that is whole if space follows. */
		WHOLE;

		Marker with(char next) {
			boolean digit = next >= '0' && next <= '9';
			return switch (this) {
				case NONE -> digit ? NUMBER : (next == '-' || next == '*' || next == '+') ? WHOLE : NONE;
				case NUMBER -> digit ? NUMBER : (next == '.' || next == ')') ? WHOLE : NONE;
				case WHOLE -> NONE;
			};
		}

	}

}
