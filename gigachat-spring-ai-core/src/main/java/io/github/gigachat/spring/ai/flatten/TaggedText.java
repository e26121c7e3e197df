package io.github.gigachat.spring.ai.flatten;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.gigachat.spring.ai.api.GeneratedFile;

/**
 * The text of one answer of the v1 API as it comes, piece by piece: takes the tags of
 * files out of it. Only what may be the beginning of such a tag is held back.
 */
final class TaggedText {

	private final List<GeneratedFile> files = new ArrayList<>();

	/** The beginning of what may be a tag. */
	private String held = "";

	private boolean afterTag;

	private boolean spaceBefore = true;

	/**
	 * Takes the next piece.
	 * @param piece the piece
	 * @return what of the text may go out now, without tags
	 */
	private String pass(String piece) {
		if (piece.isEmpty() || (this.held.isEmpty() && !this.afterTag && piece.indexOf('<') < 0)) {
			return passed(piece);
		}
		String text = this.held + piece;
		this.held = "";
		StringBuilder clean = new StringBuilder(text.length());
		int at = 0;
		while (at < text.length()) {
			at = this.afterTag ? skipSpace(text, at) : at;
			int tag = text.indexOf('<', at);
			clean.append(passed(text.substring(at, (tag < 0) ? text.length() : tag)));
			at = (tag < 0) ? text.length() : tag(text, tag, clean);
		}
		return clean.toString();
	}

	/** A whole answer without tags, with their files. */
	Answer whole(Answer answer) {
		return cleaned(answer, true);
	}

	/**
	 * The next piece of an answer without tags, with their files.
	 * @param over whether what is held goes out with it: the chunk of a call is the last
	 * one
	 */
	Answer cleaned(Answer piece, boolean over) {
		int before = this.files.size();
		String text = pass(piece.text());
		if (over) {
			text += end();
		}
		if (this.files.size() == before) {
			return text.equals(piece.text()) ? piece : piece.withText(text);
		}
		Map<String, Object> further = new HashMap<>(piece.further());
		further.put(AnswerMetadata.GENERATED_FILES, List.copyOf(this.files));
		return new Answer(text, piece.calls(), piece.stateId(), piece.reasoning(), piece.finishReason(),
				List.copyOf(this.files.subList(before, this.files.size())), further);
	}

	/** Takes what begins with a {@code <}, and tells what comes behind it. */
	private int tag(String text, int start, StringBuilder clean) {
		FileTag.Reading reading = FileTag.read(text, start);
		if (reading.undecided()) {
			this.held = text.substring(start);
			return text.length();
		}
		if (reading.file() == null) {
			clean.append(passed("<"));
			return start + 1;
		}
		this.files.add(reading.file());
		// the space on one side of a tag is enough for what it stood between
		this.afterTag = this.spaceBefore;
		return reading.end();
	}

	private int skipSpace(String text, int from) {
		int at = from;
		while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
			at++;
		}
		this.afterTag = at == text.length();
		return at;
	}

	private String passed(String text) {
		if (!text.isEmpty()) {
			this.spaceBefore = Character.isWhitespace(text.charAt(text.length() - 1));
		}
		return text;
	}

	/** Ends the text: what was held back was no tag. */
	String end() {
		String rest = this.held;
		this.held = "";
		return rest;
	}

}
