package io.github.gigachat.spring.ai;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.model.MessageAggregator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application sees of one question: the answer, whole or in chunks, or what came
 * of it and then the error.
 *
 * @param responses what was delivered
 * @param error what ended it, or {@code null} when it ended well
 */
public record Outcome(List<ChatResponse> responses, @Nullable RuntimeException error) {

	/** The text that was delivered, whatever came after it. */
	public String delivered() {
		return this.responses.stream()
			.map(ChatResponse::getResult)
			.filter(Objects::nonNull)
			.map((generation) -> Objects.requireNonNullElse(generation.getOutput().getText(), ""))
			.collect(Collectors.joining());
	}

	/** The text of a complete answer. */
	public String answer() {
		if (this.error != null) {
			throw new AssertionError("An answer was expected, but it ended with " + this.error, this.error);
		}
		return delivered();
	}

	/** The last thing that a complete answer brought. */
	public ChatResponse last() {
		answer();
		return this.responses.get(this.responses.size() - 1);
	}

	public Generation lastResult() {
		return Objects.requireNonNull(last().getResult());
	}

	/** A complete answer as Spring AI's own aggregator puts it together. */
	public ChatResponse whole() {
		answer();
		AtomicReference<ChatResponse> whole = new AtomicReference<>();
		new MessageAggregator().aggregate(Flux.fromIterable(this.responses), whole::set).blockLast();
		return Objects.requireNonNull(whole.get());
	}

	public GigaChatFailure passing(FailureKind kind) {
		assertThat(this.error).as("after '%s'", delivered()).isInstanceOf(GigaChatTransientException.class);
		return failure(kind);
	}

	public GigaChatFailure lasting(FailureKind kind) {
		assertThat(this.error).as("after '%s'", delivered()).isInstanceOf(GigaChatNonTransientException.class);
		return failure(kind);
	}

	public String message() {
		return String.valueOf(Objects.requireNonNull(this.error).getMessage());
	}

	private GigaChatFailure failure(FailureKind kind) {
		GigaChatFailure failure = (GigaChatFailure) Objects.requireNonNull(this.error);
		assertThat(failure.kind()).as("kind of %s", this.error).isEqualTo(kind);
		return failure;
	}

}
