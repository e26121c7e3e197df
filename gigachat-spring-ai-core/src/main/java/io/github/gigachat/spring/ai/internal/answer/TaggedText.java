package io.github.gigachat.spring.ai.internal.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.gigachat.spring.ai.api.chat.GeneratedFile;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.internal.flatten.FileTag;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Removes the tags of files from the text of one answer of the v1 API, piece by piece. A
 * tag in a Markdown code block or code span is the model's own text and stays. Text is
 * held back only while it may be the beginning of a tag, or a tag after a backtick that
 * may open a code span.
 */
final class TaggedText {

	private final List<GeneratedFile> files = new ArrayList<>();

	private final MarkdownCode code = new MarkdownCode();

	/** The beginning of a possible tag. */
	private String held = "";

	private @Nullable ModelChunk last;

	private boolean afterTag;

	private boolean lineSkipped;

	private boolean begun;

	private boolean spaceBefore = true;

	private boolean lineBefore = true;

	/**
	 * Removes the tags from a complete answer.
	 * @return the answer with the files of the tags
	 */
	ModelMessage whole(ModelMessage answer) {
		return cleaned(answer, true);
	}

	/**
	 * Returns the chunks without tags and with their files.
	 * @param pieces the chunks; text that is held back at their end or before their
	 * failure is sent in a chunk of its own
	 * @return the cleaned chunks
	 */
	Flux<ModelChunk> stream(Flux<ModelChunk> pieces) {
		return ModelChunk.split(pieces, this::pieces)
			.concatWith(Flux.defer(this::undelivered))
			.onErrorResume((failure) -> undelivered().concatWith(Flux.error(failure)));
	}

	private List<ModelChunk> pieces(ModelChunk piece) {
		this.last = piece;
		ModelMessage answer = piece.answer();
		if (answer == null) {
			return List.of(piece);
		}
		boolean calls = !answer.calls().isEmpty();
		ModelMessage before = calls ? rest() : ModelMessage.ofText("");
		ModelMessage clean = cleaned(answer, calls || answer.finishReason() != null);
		ModelChunk next = clean.equals(answer) ? piece : piece.with(clean);
		return isEmpty(before) ? List.of(next) : List.of(piece.before(before), next);
	}

	private Flux<ModelChunk> undelivered() {
		ModelMessage held = rest();
		ModelChunk before = this.last;
		return (isEmpty(held) || before == null) ? Flux.empty() : Flux.just(before.before(held));
	}

	private static boolean isEmpty(ModelMessage answer) {
		return answer.text().isEmpty() && answer.files().isEmpty();
	}

	/** Returns the text that was held back. */
	private ModelMessage rest() {
		return cleaned(ModelMessage.ofText(""), true);
	}

	/**
	 * Removes the tags from the next piece of an answer.
	 * @param over whether to release held text, since this is the last piece or has a
	 * call
	 * @return the piece with the files of the tags
	 */
	private ModelMessage cleaned(ModelMessage piece, boolean over) {
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
	 * Reads the next piece of the text.
	 * @param over whether it is the last one
	 * @return the text to pass on, without tags
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

	/**
	 * Reads a possible tag.
	 * @return the index at which to continue
	 */
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
		// white space on one side is enough to separate the text around a removed tag
		this.afterTag = this.spaceBefore;
		this.lineSkipped = false;
		return reading.end();
	}

	private MarkdownCode.Span span(String text, int start, int end, boolean over) {
		int limit = Math.max(end, Math.min(text.length(), start + FileTag.LONGEST));
		return this.code.span(text, end, limit, over || text.length() - start >= FileTag.LONGEST);
	}

	/**
	 * Skips the white space after a tag up to the end of the line. Also skips the line
	 * end if the line had no other content. White space at the beginning of the next line
	 * stays, since it may be part of Markdown.
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
