package io.github.gigachat.spring.ai.faults;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.gigachat.spring.ai.GigaChatModel;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Many callers of one model, each on a virtual thread, every other one by stream, each
 * asking one question after the other until the storm is called off.
 */
final class Storm {

	static final String THREADS = "storm-caller-";

	private final GigaChatModel model;

	private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean over = new AtomicBoolean();

	private final AtomicInteger asking = new AtomicInteger();

	private final AtomicInteger mostAsking = new AtomicInteger();

	private final AtomicInteger answered = new AtomicInteger();

	private final List<CompletableFuture<Void>> callers;

	private Storm(GigaChatModel model, int callers) {
		this.model = model;
		VirtualThreadTaskExecutor threads = new VirtualThreadTaskExecutor(THREADS);
		this.callers = IntStream.range(0, callers)
			.mapToObj((caller) -> threads.submitCompletable(() -> askOnAndOn(caller)))
			.toList();
	}

	static Storm of(GigaChatModel model, int callers) {
		return new Storm(model, callers);
	}

	/** Lets each caller end its question, and no other begin. */
	Storm callOff(Duration patience) {
		this.over.set(true);
		CompletableFuture.allOf(this.callers.toArray(CompletableFuture[]::new))
			.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
			.join();
		return this;
	}

	List<Failure> failures() {
		return List.copyOf(this.failures);
	}

	int answered() {
		return this.answered.get();
	}

	int mostAsking() {
		return this.mostAsking.get();
	}

	private void askOnAndOn(int caller) {
		int round = 0;
		do {
			String question = "Вызов " + caller + "/" + round++;
			this.mostAsking.accumulateAndGet(this.asking.incrementAndGet(), Math::max);
			try {
				ask(question, caller % 2 == 0);
			}
			finally {
				this.asking.decrementAndGet();
			}
		}
		while (!this.over.get());
	}

	private void ask(String question, boolean stream) {
		try {
			String answer = stream ? stream(question) : Objects.toString(this.model.call(question));
			if (answer.equals(FaultDealer.answerTo(question))) {
				this.answered.incrementAndGet();
			}
			else {
				this.failures.add(new Failure(question, "was answered '" + answer + "'"));
			}
		}
		catch (RuntimeException ex) {
			this.failures.add(new Failure(question, (stream ? "by stream" : "by call") + " ended with " + ex));
		}
	}

	private String stream(String question) {
		List<ChatResponse> chunks = Objects
			.requireNonNull(this.model.stream(new Prompt(question)).collectList().block());
		return chunks.stream().map(Storm::text).collect(Collectors.joining());
	}

	private static String text(ChatResponse chunk) {
		return (chunk.getResult() != null) ? Objects.requireNonNullElse(chunk.getResult().getOutput().getText(), "")
				: "";
	}

	/**
	 * A question that did not end well.
	 *
	 * @param question the question
	 * @param what what came of it
	 */
	record Failure(String question, String what) {
	}

}
