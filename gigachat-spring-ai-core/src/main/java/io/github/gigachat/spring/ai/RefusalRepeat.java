package io.github.gigachat.spring.ai;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.http.FinalFailure;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.model.ChatResponse;

/**
 * Sends a refused request once more within the same attempt, after it has removed one
 * cause of the refusal. If the cause cannot be removed, the call ends without further
 * attempts.
 * <p>
 * For one call, or one subscription, in which it is used at most once.
 */
abstract class RefusalRepeat implements ChatSending {

	private final ChatSending request;

	/** The prompt of the request, which a subclass flattens again. */
	final FlattenedPrompt prompt;

	private final AtomicBoolean used = new AtomicBoolean();

	RefusalRepeat(ChatSending request, FlattenedPrompt prompt) {
		this.request = request;
		this.prompt = prompt;
	}

	/**
	 * Returns whether the refusal may have this cause, by its status and message alone.
	 */
	abstract boolean concerns(GigaChatNonTransientException refusal);

	/**
	 * Removes the cause. May block.
	 * @param atMost the maximum time
	 * @return {@code false} if the refusal has another cause
	 * @throws RuntimeException if the cause cannot be removed; it ends the call
	 */
	abstract boolean removesCause(Duration atMost);

	/** Does the same as {@link #removesCause} without blocking. */
	Mono<Boolean> removesCauseLater(Duration atMost) {
		return Mono.fromSupplier(() -> removesCause(atMost));
	}

	@Override
	public ChatResponse call(GigaChatApi api) {
		try {
			return this.request.call(api);
		}
		catch (GigaChatNonTransientException ex) {
			if (takes(ex) && isRepeatable(ex, api.timeLeft())) {
				return this.request.call(api);
			}
			throw ex;
		}
	}

	private boolean isRepeatable(GigaChatNonTransientException refusal, Duration atMost) {
		try {
			return removesCause(atMost);
		}
		catch (RuntimeException ex) {
			throw last(ex, refusal);
		}
	}

	private static FinalFailure last(RuntimeException failure, GigaChatNonTransientException refusal) {
		failure.addSuppressed(refusal);
		return new FinalFailure(failure);
	}

	@Override
	public Mono<ChatResponse> callAsync(GigaChatApi api) {
		return Mono.defer(() -> this.request.callAsync(api))
			.onErrorResume(GigaChatNonTransientException.class,
					(ex) -> takes(ex)
							? removed(ex, api)
								.flatMap((removed) -> removed ? this.request.callAsync(api) : Mono.error(ex))
							: Mono.error(ex));
	}

	@Override
	public Flux<ChatResponse> stream(GigaChatApi api) {
		return Flux.defer(() -> {
			AtomicBoolean delivered = new AtomicBoolean();
			return this.request.stream(api).doOnNext((chunk) -> {
				if (!delivered.get() && hasContent(chunk)) {
					delivered.set(true);
				}
			})
				.onErrorResume(GigaChatNonTransientException.class,
						(ex) -> (!delivered.get() && takes(ex)) ? repeated(ex, api) : Flux.error(ex));
		});
	}

	@Override
	public boolean mayGenerateFiles() {
		return this.request.mayGenerateFiles();
	}

	private static boolean hasContent(ChatResponse chunk) {
		return ChatMeters.isToken(chunk)
				|| chunk.getResults().stream().anyMatch((result) -> !result.getOutput().getMedia().isEmpty());
	}

	private Flux<ChatResponse> repeated(GigaChatNonTransientException refusal, GigaChatApi api) {
		return removed(refusal, api).flatMapMany((removed) -> removed ? this.request.stream(api) : Flux.error(refusal));
	}

	private Mono<Boolean> removed(GigaChatNonTransientException refusal, GigaChatApi api) {
		return removesCauseLater(api.timeLeft()).onErrorMap(RuntimeException.class,
				(failure) -> last(failure, refusal));
	}

	private boolean takes(GigaChatNonTransientException refusal) {
		return concerns(refusal) && this.used.compareAndSet(false, true);
	}

}
