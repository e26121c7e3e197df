package io.github.gigachat.spring.ai;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import reactor.core.Disposable;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Somebody who has asked a model, waits for the answer, and may leave before it comes: a
 * thread that can be interrupted, or a subscription that can be cancelled.
 */
public final class Asker {

	private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

	private final Runnable leave;

	private Asker(GigaChatModel model, Way way, String question) {
		this.leave = (way == Way.CALL) ? call(model, question) : subscribe(model, question);
	}

	public static Asker of(GigaChatModel model, Way way, String question) {
		return new Asker(model, way, question);
	}

	private Runnable call(GigaChatModel model, String question) {
		Thread thread = new Thread(() -> this.outcome.complete(Way.CALL.ask(model, question)), "asker");
		thread.setDaemon(true);
		thread.start();
		return thread::interrupt;
	}

	private Runnable subscribe(GigaChatModel model, String question) {
		List<ChatResponse> chunks = new CopyOnWriteArrayList<>();
		Disposable subscription = model.stream(new Prompt(question))
			.subscribe(chunks::add, (error) -> this.outcome.complete(new Outcome(chunks, (RuntimeException) error)),
					() -> this.outcome.complete(new Outcome(chunks, null)));
		return subscription::dispose;
	}

	/** Interrupts the call, or cancels the stream. */
	public void leave() {
		this.leave.run();
	}

	public boolean isWaiting() {
		return !this.outcome.isDone();
	}

	public Outcome outcome() {
		return this.outcome.orTimeout(EmulatedService.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
	}

}
