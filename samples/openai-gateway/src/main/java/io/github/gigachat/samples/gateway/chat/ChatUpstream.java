package io.github.gigachat.samples.gateway.chat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.github.gigachat.samples.gateway.access.Caller;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.error.FailureErrors;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Sends the requests to the service that one request of a client takes, and adds up their
 * costs. Each is prepared away from the threads that deliver answers.
 */
final class ChatUpstream {

	private final GigaChatModel model;

	private final Caller caller;

	private final Duration callTimeout;

	private final Scheduler scheduler;

	/** The usage of the earlier requests. */
	private final AtomicReference<Usage> spent = new AtomicReference<>(new EmptyUsage());

	ChatUpstream(PreparedChat chat, PreparationThreads threads) {
		this.model = chat.model();
		this.caller = chat.caller();
		this.callTimeout = chat.callTimeout();
		this.scheduler = threads.scheduler();
	}

	/** Asks for a whole answer, which has the usage of all requests so far. */
	Mono<ChatResponse> answer(Prompt prompt) {
		return Mono.defer(() -> {
			long begun = System.nanoTime();
			return this.model.callAsync(prompt)
				.onErrorMap((failure) -> isLate(failure, begun),
						(failure) -> new ApiException(FailureErrors.callTimeout(), failure))
				.map((response) -> {
					Usage usage = response.getMetadata().getUsage();
					charge(usage);
					return withUsage(response, this.spent.accumulateAndGet(usage, ChatUpstream::sum));
				});
		}).subscribeOn(this.scheduler);
	}

	/**
	 * Returns whether the time of a whole call is over, and not only that of a silence.
	 */
	private boolean isLate(Throwable failure, long begun) {
		return failure instanceof GigaChatFailure upstream && upstream.kind() == FailureKind.TIMEOUT
				&& System.nanoTime() - begun >= this.callTimeout.toNanos();
	}

	/**
	 * Asks for a streamed answer, whose last chunk has the usage of all requests so far.
	 */
	Flux<ChatResponse> stream(Prompt prompt) {
		return Flux.defer(() -> {
			Usage before = this.spent.get();
			AtomicReference<Usage> last = new AtomicReference<>(new EmptyUsage());
			return this.model.stream(prompt).map((chunk) -> {
				Usage usage = chunk.getMetadata().getUsage();
				if (usage instanceof EmptyUsage) {
					return chunk;
				}
				last.set(usage);
				return withUsage(chunk, sum(before, usage));
			}).doOnTerminate(() -> spend(last)).doOnCancel(() -> spend(last));
		}).subscribeOn(this.scheduler);
	}

	/** Notes the usage of a stream, once: before its subscriber hears of the end. */
	private void spend(AtomicReference<Usage> last) {
		Usage usage = last.getAndSet(new EmptyUsage());
		charge(usage);
		this.spent.accumulateAndGet(usage, ChatUpstream::sum);
	}

	private void charge(Usage usage) {
		if (!(usage instanceof EmptyUsage)) {
			this.caller.charge(usage.getTotalTokens());
		}
	}

	private static ChatResponse withUsage(ChatResponse response, Usage usage) {
		if (usage.equals(response.getMetadata().getUsage())) {
			return response;
		}
		ChatResponseMetadata stated = response.getMetadata();
		ChatResponseMetadata.Builder metadata = ChatResponseMetadata.builder()
			.id(stated.getId())
			.model(stated.getModel())
			.rateLimit(stated.getRateLimit())
			.promptMetadata(stated.getPromptMetadata())
			.usage(usage);
		stated.entrySet().forEach((entry) -> metadata.keyValue(entry.getKey(), entry.getValue()));
		return new ChatResponse(response.getResults(), metadata.build());
	}

	/** Adds two usages. The sum with an unknown usage is the other one itself. */
	private static Usage sum(Usage one, Usage other) {
		if (one instanceof EmptyUsage) {
			return other;
		}
		if (other instanceof EmptyUsage) {
			return one;
		}
		return new DefaultUsage(one.getPromptTokens() + other.getPromptTokens(),
				one.getCompletionTokens() + other.getCompletionTokens(), one.getTotalTokens() + other.getTotalTokens(),
				null, sum(one.getCacheReadInputTokens(), other.getCacheReadInputTokens()), null);
	}

	private static long sum(@Nullable Long one, @Nullable Long other) {
		return ((one != null) ? one : 0) + ((other != null) ? other : 0);
	}

}
