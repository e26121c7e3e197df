package io.github.gigachat.spring.ai.internal.answer;

import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Removes the tags of files from the chunks of one stream of the v1 API and adds the
 * files.
 */
final class TaggedPieces {

	private final TaggedText text = new TaggedText();

	private @Nullable ModelChunk last;

	/**
	 * Returns the chunks without tags and with their files.
	 * @param pieces the chunks; text that is held back at their end or before their
	 * failure is sent in a chunk of its own
	 * @return the cleaned chunks
	 */
	Flux<ModelChunk> of(Flux<ModelChunk> pieces) {
		return SplitStream.of(pieces, this::cleaned)
			.concatWith(Flux.defer(this::rest))
			.onErrorResume((failure) -> rest().concatWith(Flux.error(failure)));
	}

	private List<ModelChunk> cleaned(ModelChunk piece) {
		this.last = piece;
		ModelMessage answer = piece.answer();
		if (answer == null) {
			return List.of(piece);
		}
		boolean calls = !answer.calls().isEmpty();
		ModelMessage before = calls ? this.text.rest() : ModelMessage.ofText("");
		ModelMessage clean = this.text.cleaned(answer, calls || answer.finishReason() != null);
		ModelChunk next = clean.equals(answer) ? piece : piece.with(clean);
		return isEmpty(before) ? List.of(next) : List.of(piece.before(before), next);
	}

	private Flux<ModelChunk> rest() {
		ModelMessage held = this.text.rest();
		ModelChunk before = this.last;
		return (isEmpty(held) || before == null) ? Flux.empty() : Flux.just(before.before(held));
	}

	private static boolean isEmpty(ModelMessage answer) {
		return answer.text().isEmpty() && answer.files().isEmpty();
	}

}
