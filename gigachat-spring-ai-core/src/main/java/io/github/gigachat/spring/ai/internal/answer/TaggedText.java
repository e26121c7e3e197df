package io.github.gigachat.spring.ai.internal.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.gigachat.spring.ai.api.chat.GeneratedFile;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.internal.flatten.FileTag;

/**
 * Takes the tags of files out of the text of one answer of the v1 API, piece by piece. A
 * tag in a block or a span of Markdown code is the model's own words and stays. Text is
 * held back only while it may be the beginning of a tag, or a tag behind a backtick that
 * may begin a span of code.
 */
final class TaggedText {

	private final List<GeneratedFile> files = new ArrayList<>();

	private final MarkdownCode code = new MarkdownCode();

	/** The beginning of what may be a tag. */
	private String held = "";

	private boolean afterTag;

	private boolean lineSkipped;

	private boolean begun;

	private boolean spaceBefore = true;

	private boolean lineBefore = true;

	/** A whole answer without tags, with their files. */
	ModelMessage whole(ModelMessage answer) {
		return cleaned(answer, true);
	}

	/** The rest of the text, which was held back. */
	ModelMessage rest() {
		return cleaned(ModelMessage.ofText(""), true);
	}

	/**
	 * The next piece of an answer without tags, with their files.
	 * @param over whether what is held goes out with it: the chunk of a call is the last
	 * one
	 */
	ModelMessage cleaned(ModelMessage piece, boolean over) {
		int before = this.files.size();
		String text = pass(piece.text(), over);
		if (this.files.size() == before) {
			return text.equals(piece.text()) ? piece : piece.withText(text);
		}
		Map<String, Object> further = new HashMap<>(piece.further());
		further.put(GigaChatMetadata.GENERATED_FILES, List.copyOf(this.files));
		return new ModelMessage(text, piece.calls(), piece.stateId(), piece.reasoning(), piece.finishReason(),
				List.copyOf(this.files.subList(before, this.files.size())), further);
	}

	/**
	 * Takes the next piece.
	 * @param piece the piece
	 * @param over whether it is the last one
	 * @return what of the text may go out now, without tags
	 */
	private String pass(String piece, boolean over) {
		String text = this.held + piece;
		this.held = "";
		StringBuilder clean = new StringBuilder(text.length());
		int at = 0;
		while (at < text.length()) {
			at = this.afterTag ? skipSpace(text, at) : at;
			int tag = text.indexOf('<', at);
			int end = (tag < 0) ? text.length() : tag;
			pass(text, at, end, clean);
			at = (tag < 0) ? end : tag(text, tag, over, clean);
		}
		return clean.toString();
	}

	private void pass(String text, int from, int to, StringBuilder clean) {
		if (from < to) {
			char last = text.charAt(to - 1);
			this.begun = true;
			this.spaceBefore = Character.isWhitespace(last);
			this.lineBefore = last == '\n';
			this.code.pass(text, from, to);
			clean.append(text, from, to);
		}
	}

	/** Takes what begins with a {@code <}, and tells what comes behind it. */
	private int tag(String text, int start, boolean over, StringBuilder clean) {
		FileTag.Reading reading = this.code.isBlock() ? FileTag.Reading.OTHER : FileTag.read(text, start);
		MarkdownCode.Span span = (reading.file() != null) ? span(text, start, reading.end(), over)
				: MarkdownCode.Span.NONE;
		if (!over && (reading.undecided() || span == MarkdownCode.Span.UNDECIDED)) {
			this.held = text.substring(start);
			return text.length();
		}
		if (reading.file() == null || span == MarkdownCode.Span.CODE) {
			pass(text, start, start + 1, clean);
			return start + 1;
		}
		this.files.add(reading.file());
		this.code.pass('<');
		// the space on one side of a tag is enough for what it stood between
		this.afterTag = this.spaceBefore;
		this.lineSkipped = false;
		return reading.end();
	}

	private MarkdownCode.Span span(String text, int start, int end, boolean over) {
		int limit = Math.max(end, Math.min(text.length(), start + FileTag.LONGEST));
		return this.code.span(text, end, limit, over || text.length() - start >= FileTag.LONGEST);
	}

	/**
	 * Skips the space behind a tag: to the end of its line, and that end, too, where the
	 * line had nothing else. What begins the next line may be a part of its Markdown.
	 */
	private int skipSpace(String text, int from) {
		int at = from;
		while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
			boolean lineEnd = text.charAt(at) == '\n';
			boolean indentation = this.lineSkipped && !lineEnd && text.charAt(at) != '\r';
			if (indentation || (lineEnd && !this.lineBefore)) {
				this.afterTag = false;
				return at;
			}
			this.code.pass(text.charAt(at));
			at++;
			this.lineSkipped = this.lineSkipped || lineEnd;
			if (lineEnd && this.begun) {
				this.afterTag = false;
				return at;
			}
		}
		this.afterTag = at == text.length();
		return at;
	}

}
