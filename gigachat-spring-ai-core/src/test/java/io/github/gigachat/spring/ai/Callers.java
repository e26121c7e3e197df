package io.github.gigachat.spring.ai;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.core.task.VirtualThreadTaskExecutor;

import static org.awaitility.Awaitility.await;

/**
 * Many callers of one model at the same time, half of them blocking, each on a thread of
 * its own, half of them reactive.
 */
final class Callers {

	private final List<Thread> threads = new ArrayList<>();

	private final List<CompletableFuture<Outcome>> calls = new ArrayList<>();

	private final List<CompletableFuture<Outcome>> streams = new ArrayList<>();

	private Callers() {
	}

	static Callers of(GigaChatModel model, int count) {
		return of(model, count, Thread::new);
	}

	/** The blocking ones on virtual threads; on Java 21 and later. */
	static Callers onVirtualThreads(GigaChatModel model, int count) {
		ThreadFactory factory = new VirtualThreadTaskExecutor("caller-").getVirtualThreadFactory();
		return of(model, count, factory);
	}

	private static Callers of(GigaChatModel model, int count, ThreadFactory factory) {
		Callers callers = new Callers();
		for (int i = 0; i < count / 2; i++) {
			CompletableFuture<Outcome> call = new CompletableFuture<>();
			Thread thread = factory.newThread(() -> call.complete(Way.CALL.ask(model)));
			callers.calls.add(call);
			callers.threads.add(thread);
		}
		callers.threads.forEach(Thread::start);
		for (int i = callers.calls.size(); i < count; i++) {
			callers.streams.add(subscribe(model));
		}
		return callers;
	}

	private static CompletableFuture<Outcome> subscribe(GigaChatModel model) {
		CompletableFuture<Outcome> outcome = new CompletableFuture<>();
		List<ChatResponse> chunks = new CopyOnWriteArrayList<>();
		model.stream(new Prompt("Кто ты?"))
			.subscribe(chunks::add, (error) -> outcome.complete(new Outcome(chunks, (RuntimeException) error)),
					() -> outcome.complete(new Outcome(chunks, null)));
		return outcome;
	}

	/** Until every thread waits for something; a subscriber waits by its subscription. */
	Callers awaitAllWaiting() {
		await().atMost(EmulatedService.LIMIT)
			.until(() -> this.threads.stream().allMatch((thread) -> thread.getState() == Thread.State.TIMED_WAITING));
		return this;
	}

	List<Outcome> outcomes() {
		return Stream.concat(this.calls.stream(), this.streams.stream())
			.map((outcome) -> outcome.orTimeout(EmulatedService.LIMIT.toSeconds(), TimeUnit.SECONDS).join())
			.toList();
	}

}
