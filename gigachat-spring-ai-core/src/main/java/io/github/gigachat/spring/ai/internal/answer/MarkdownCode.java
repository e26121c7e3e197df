package io.github.gigachat.spring.ai.internal.answer;

import java.util.ArrayList;
import java.util.List;

/**
 * Parses the Markdown of a text to locate code: fenced blocks, indented blocks and inline
 * spans. The rules are those of CommonMark, simplified for nested lists and quotes. Each
 * character is read once, so the text may arrive in pieces of any size.
 */
final class MarkdownCode {

	/** The minimum length of a fence. */
	private static final int FENCE = 3;

	/** The indentation of a code block, in columns. */
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

	/**
	 * The length of the run of backticks that opened a code span; {@code 0} for none.
	 */
	private int span;

	/** The lengths of the later runs of backticks, none of which ends the span. */
	private final List<Integer> withinSpan = new ArrayList<>();

	/**
	 * The character of the current run of backticks or tildes; {@code 0} for none.
	 */
	private char run;

	private int runLength;

	private boolean runBeginsLine;

	private boolean escaped;

	/**
	 * True if the current line has only white space and markers of quotes and lists so
	 * far.
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

	/** True if the previous line was text that an indented line would continue. */
	private boolean paragraph;

	/** Reads a part of the text. */
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

	/** Reads a character at the beginning of a line, before its content. */
	private void begin(char next, boolean space) {
		if (space && this.marker != Marker.NUMBER) {
			this.column += (next == '\t') ? INDENTATION - Math.floorMod(this.column, INDENTATION) : 1;
			this.content = (this.marker == Marker.WHOLE) ? this.column : this.content;
			this.marker = Marker.NONE;
		}
		else if (next == '>' && this.marker == Marker.NONE && (this.fence == 0 || this.fenceQuoted)
				&& !isIndentedCode()) {
			this.quoted = true;
			// the indentation within a quote is counted anew, after one optional space
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

	/** Interprets a run of backticks or tildes that has ended. */
	private void endRun() {
		char ended = this.run;
		if (ended == 0) {
			return;
		}
		this.run = 0;
		boolean begins = this.runBeginsLine && !this.indented;
		this.beginning = false;
		if (this.opening && ended == '`' && this.fence == '`') {
			// a fence has no further backticks on its line, so this run opened a span
			// instead
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

	/** Interprets a run of backticks, which opens a span, ends it or lies within it. */
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

	/**
	 * Interprets the runs within a span again, since the run before them opens no span.
	 */
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
	 * Returns whether the next character is in a code block. The character must be
	 * neither white space nor a marker.
	 */
	boolean isBlock() {
		endRun();
		return this.fence != 0 || this.indented || (this.beginning && isIndentedCode());
	}

	/**
	 * Returns whether a part of the text is in an inline code span. A run of backticks
	 * opens a span only if a run of the same length follows in the paragraph.
	 * @param from the index after the part
	 * @param to the index at which to stop searching
	 * @param last whether no relevant text follows
	 * @return the position of the part
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

	/** The position of a part of the text relative to inline code. */
	enum Span {

		/** The part is in a code span. */
		CODE,

		/** The part is not in a code span. */
		NONE,

		/** More text is needed to decide. */
		UNDECIDED

	}

	/** The marker of a list item, as far as it has been read. */
	private enum Marker {

		/** No marker. */
		NONE,

		/** The digits of an ordered item. */
		NUMBER,

		/** A marker that is complete if white space follows. */
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
