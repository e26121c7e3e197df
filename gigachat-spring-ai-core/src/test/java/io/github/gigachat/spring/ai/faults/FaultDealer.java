package io.github.gigachat.spring.ai.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.ChatRequest;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.RecordedRequest;

/**
 * Deals faults to the requests of an emulator, per call, from a seed: the question is the
 * call's identity. No call meets a 401 on both a request and its repeat, nor more than
 * two transient faults; a 401 that a token's end has brought counts, too.
 */
final class FaultDealer {

	private static final int MOST_TRANSIENT = 2;

	private final long seed;

	private final Duration longestAnswer;

	private final Map<String, Call> calls = new ConcurrentHashMap<>();

	private final Map<Fault, LongAdder> dealt = new ConcurrentHashMap<>();

	private final LongAdder expired = new LongAdder();

	/**
	 * Creates the dealer.
	 * @param seed the seed of all dice
	 * @param longestAnswer how long the longest answer takes; the others take between
	 * half of it and that
	 */
	FaultDealer(long seed, Duration longestAnswer) {
		this.seed = seed;
		this.longestAnswer = longestAnswer;
	}

	void dealAt(GigaChatEmulator emulator) {
		// the first condition is asked about every request, before the emulator looks at
		// it
		emulator.network()
			.on((request) -> isChat(request) && deal(request) == Fault.CLOSED)
			.closeBeforeResponse()
			.always();
		emulator.network()
			.on((request) -> isChat(request) && current(request) == Fault.RESET)
			.resetBeforeResponse()
			.always();
		emulator.onAnyMessage().respondWith(this::answer);
	}

	static String answerTo(String question) {
		return "Ответ на вопрос «" + question + "» — вот он.";
	}

	long dealt(Fault fault) {
		LongAdder count = this.dealt.get(fault);
		return (count != null) ? count.sum() : 0;
	}

	/** What the requests of a call met, in order, for who wonders why it failed. */
	List<Fault> met(String question) {
		Call call = this.calls.get(question);
		return (call != null) ? List.copyOf(call.met) : List.of();
	}

	/** How many requests came with a token whose life was over. */
	long expired() {
		return this.expired.sum();
	}

	private static boolean isChat(RecordedRequest request) {
		return request.endpoint() == RecordedRequest.Endpoint.CHAT;
	}

	private Fault deal(RecordedRequest request) {
		Call call = call(request.chat());
		if (call.isRefusedUnseen()) {
			this.expired.increment();
		}
		Fault fault = call.next();
		this.dealt.computeIfAbsent(fault, (any) -> new LongAdder()).increment();
		return fault;
	}

	private Fault current(RecordedRequest request) {
		return call(request.chat()).current;
	}

	private Call call(ChatRequest request) {
		String question = request.lastMessage().content();
		return this.calls.computeIfAbsent(question,
				(asked) -> new Call(new SplittableRandom(this.seed * 31 + asked.hashCode())));
	}

	private ChatAnswer answer(ChatRequest request) {
		Call call = call(request);
		call.seen();
		String text = answerTo(request.lastMessage().content());
		return switch (call.current) {
			case UNAUTHORIZED -> ChatAnswer.failure(401);
			case RATE_LIMIT -> ChatAnswer.failure(429, Duration.ofSeconds(1));
			case SERVER -> ChatAnswer.failure(500);
			case NONE -> ChatAnswer.chunks(List.of(text.substring(0, 5), text.substring(5, 12), text.substring(12)))
				.withDelay(call.delay(this.longestAnswer));
			case CLOSED, RESET -> ChatAnswer.byDefault();
		};
	}

	@Override
	public String toString() {
		return "dealt " + new TreeMap<>(this.dealt) + " and met " + this.expired + " tokens at their end";
	}

	/**
	 * One call's luck. Its requests come one after the other.
	 */
	private static final class Call {

		private final SplittableRandom dice;

		private final List<Fault> met = new CopyOnWriteArrayList<>();

		private volatile Fault current = Fault.NONE;

		private volatile boolean seen = true;

		private volatile boolean refused;

		private final AtomicInteger transients = new AtomicInteger();

		private Call(SplittableRandom dice) {
			this.dice = dice;
		}

		/** Whether the last request was refused for its token, before it came here. */
		boolean isRefusedUnseen() {
			return !this.seen && !this.current.isCut();
		}

		Fault next() {
			this.refused = this.refused || isRefusedUnseen();
			Fault fault = Fault.of(this.dice.nextInt(100));
			boolean tooMuch = (fault == Fault.UNAUTHORIZED && this.refused)
					|| (fault.isTransient() && this.transients.get() == MOST_TRANSIENT);
			this.current = tooMuch ? Fault.NONE : fault;
			this.met.add(this.current);
			if (this.current.isTransient()) {
				this.transients.incrementAndGet();
			}
			this.seen = false;
			return this.current;
		}

		/** The request has a good token; what was cut may go out again as a repeat. */
		void seen() {
			this.seen = true;
			if (!this.current.isCut()) {
				this.refused = this.current == Fault.UNAUTHORIZED;
			}
		}

		Duration delay(Duration longest) {
			return longest.dividedBy(2).plusMillis(this.dice.nextLong(longest.toMillis() / 2 + 1));
		}

	}

}
