package io.github.gigachat.benchmarks.endtoend;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;

/**
 * Measures one client in this process. An answer of the wrong length ends the run.
 */
final class Scenarios {

	private static final int LENGTH = 2000;

	private static final int CHUNKS = 2000;

	private static final int BURST = 200;

	private final Supplier<ChatUser> users;

	private @Nullable ChatUser user;

	Scenarios(Supplier<ChatUser> users) {
		this.users = users;
	}

	Measurement run(Scenario scenario, Duration time) throws Exception {
		ChatUser user = user();
		return switch (scenario) {
			case CALL -> repeated(time, () -> check(user.call("answer-" + LENGTH), LENGTH));
			case CHAT_CLIENT -> repeated(time, () -> check(user.callClient("answer-" + LENGTH), LENGTH));
			case STREAM -> repeated(time, () -> check(user.stream("stream-" + CHUNKS, () -> {
			}), CHUNKS * StubAnswer.CHUNK.length()));
			case FIRST_TEXT -> firstText(user, time);
			case LOAD_64 -> load(user, 64, time);
			case LOAD_256 -> load(user, 256, time);
			case COLD_BURST -> burst();
			case START_UP -> throw new IllegalArgumentException("A start needs a process of its own");
		};
	}

	private ChatUser user() {
		ChatUser user = this.user;
		if (user == null) {
			user = this.users.get();
			this.user = user;
		}
		return user;
	}

	private static void check(int length, int expected) {
		if (length != expected) {
			throw new IllegalStateException("An answer has " + length + " characters, not " + expected);
		}
	}

	private static Measurement repeated(Duration time, Runnable operation) {
		LongStream.Builder times = LongStream.builder();
		Usage before = Usage.now();
		long count = 0;
		long end = System.nanoTime() + time.toNanos();
		for (long start = System.nanoTime(); start < end || count == 0; count++) {
			operation.run();
			long now = System.nanoTime();
			times.add(now - start);
			start = now;
		}
		return Measurement.of(count, median(times), Usage.now().since(before));
	}

	private static Measurement firstText(ChatUser user, Duration time) {
		LongStream.Builder times = LongStream.builder();
		long count = 0;
		long end = System.nanoTime() + time.toNanos();
		for (long start = System.nanoTime(); start < end || count == 0; count++) {
			long sent = start;
			check(user.stream("paced-15", () -> times.add(System.nanoTime() - sent)), 3 * StubAnswer.CHUNK.length());
			start = System.nanoTime();
		}
		return Measurement.ofTime(count, median(times));
	}

	private static Measurement load(ChatUser user, int callers, Duration time) throws Exception {
		// threads that have ended are not in the bytes of JDK 17: measured while all live
		CountDownLatch running = new CountDownLatch(callers);
		CountDownLatch measured = new CountDownLatch(1);
		Usage[] usage = new Usage[2];
		usage[0] = Usage.now();
		long end = System.nanoTime() + time.toNanos();
		long[][] times = inParallel(callers, () -> {
			LongStream.Builder own = LongStream.builder();
			for (long start = System.nanoTime(); start < end;) {
				check(user.call("slow-20"), StubAnswer.SLOW_LENGTH);
				long now = System.nanoTime();
				own.add(now - start);
				start = now;
			}
			running.countDown();
			measured.await();
			return own.build().toArray();
		}, () -> {
			running.await();
			usage[1] = Usage.now();
			measured.countDown();
		});
		long[] all = Arrays.stream(times).flatMapToLong(Arrays::stream).sorted().toArray();
		return Measurement.of(all.length, (double) all[all.length / 2], usage[1].since(usage[0]));
	}

	/** Measures the time until the last of many first calls has its answer. */
	private Measurement burst() throws Exception {
		try (ChatUser fresh = this.users.get()) {
			CountDownLatch ready = new CountDownLatch(BURST);
			CountDownLatch go = new CountDownLatch(1);
			long[] start = new long[1];
			Usage[] before = new Usage[1];
			long[][] ends = inParallel(BURST, () -> {
				ready.countDown();
				go.await();
				check(fresh.call("answer-" + LENGTH), LENGTH);
				return new long[] { System.nanoTime() };
			}, () -> {
				ready.await();
				before[0] = Usage.now();
				start[0] = System.nanoTime();
				go.countDown();
			});
			long last = Arrays.stream(ends).mapToLong((end) -> end[0]).max().orElseThrow();
			double cpu = Usage.now().since(before[0]).cpuNanos() / 1000.0;
			return new Measurement(BURST, (last - start[0]) / 1000.0, cpu / BURST, Double.NaN);
		}
	}

	private static long[][] inParallel(int callers, Callable<long[]> caller, Meanwhile meanwhile) throws Exception {
		ExecutorService threads = threads(callers);
		try {
			List<Future<long[]>> futures = IntStream.range(0, callers).mapToObj((i) -> threads.submit(caller)).toList();
			meanwhile.run();
			long[][] results = new long[callers][];
			for (int i = 0; i < callers; i++) {
				results[i] = futures.get(i).get();
			}
			return results;
		}
		finally {
			threads.shutdownNow();
		}
	}

	/** Returns virtual threads, or platform threads before JDK 21. */
	private static ExecutorService threads(int callers) throws ReflectiveOperationException {
		if (Runtime.version().feature() < 21) {
			return Executors.newFixedThreadPool(callers);
		}
		return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
	}

	private static double median(LongStream.Builder times) {
		long[] sorted = times.build().sorted().toArray();
		return (double) sorted[sorted.length / 2];
	}

	/** The work of the measuring thread while the callers run. */
	@FunctionalInterface
	private interface Meanwhile {

		void run() throws InterruptedException;

	}

}
