package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The processes of a trial, and the means to load and to measure them.
 *
 * @param loop the loop of the load
 * @param direct the upstream, called without the gateway
 * @param gateway the gateway
 * @param state the upstream's count of open chats
 * @param upstream the process of the upstream
 * @param process the process of the gateway
 * @param jvm the JVM of the gateway
 */
record Trial(EventLoop loop, Target direct, Target gateway, UpstreamState state, MeasuredProcess upstream,
		MeasuredProcess process, MeasuredJvm jvm) {

	private static final List<Requests> SIZES = List.of(Requests.SMALL, new Requests("31 KB, 10 tools", 31_000, 10),
			new Requests("77 KB, 24 tools", 77_000, 24), new Requests("288 KB", 288_000, 0));

	/** The time that calls get, after which those that are open fail. */
	static final int DEADLINE_SECONDS = 120;

	static List<Requests> sizes() {
		return SIZES;
	}

	/** Makes streams or calls at the same time, and returns them when they are over. */
	List<Call> all(Target target, int count, boolean stream, Script script) throws IOException, InterruptedException {
		return begin(target, count, stream, script).await();
	}

	/** Begins streams or calls at the same time. */
	Running begin(Target target, int count, boolean stream, Script script) {
		byte[] request = target.post(Requests.SMALL.body(target.isOpenAi(), stream, script));
		CountDownLatch over = new CountDownLatch(count);
		List<Call> calls = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			calls.add(new Call(request, stream, script, -1, (call) -> over.countDown()));
		}
		this.loop.execute(() -> calls.forEach(target::send));
		return new Running(this.loop, calls, over, DEADLINE_SECONDS);
	}

	/** Lets the compilers of all three processes do their work. */
	void warmUp(boolean quick) throws IOException, InterruptedException {
		Bench.progress("warm-up");
		for (int round = 0; round < (quick ? 4 : 10); round++) {
			for (Requests size : SIZES) {
				Script script = Script.of(20, 0);
				for (Target target : List.of(this.direct, this.gateway)) {
					byte[] request = target.post(size.body(target.isOpenAi(), true, script));
					for (int i = 0; i < 20; i++) {
						one(target, request, script);
					}
				}
			}
			for (Target target : List.of(this.direct, this.gateway)) {
				right(all(target, 16, true, Script.of(1000, 0)));
				right(all(target, 100, true, Script.of(20, 50)));
				right(all(target, 100, false, Script.of(20, 0)));
			}
		}
	}

	/** Makes one stream, and waits for it. */
	Call one(Target target, byte[] request, Script script) throws IOException, InterruptedException {
		CountDownLatch over = new CountDownLatch(1);
		Call call = new Call(request, true, script, -1, (ended) -> over.countDown());
		this.loop.execute(() -> target.send(call));
		return right(new Running(this.loop, List.of(call), over, DEADLINE_SECONDS).await()).get(0);
	}

	private static List<Call> right(List<Call> calls) {
		long wrong = calls.stream().filter((call) -> !call.isRight()).count();
		if (wrong > 0) {
			throw new WrongCalls(wrong);
		}
		return calls;
	}

	/** Returns the CPU time of load and upstream, which a direct call costs. */
	long cpuMicrosOfEnds() {
		return MeasuredProcess.own().cpuMicros() + this.upstream.cpuMicros();
	}

	/** Calls without which there is nothing to measure, and that failed. */
	@SuppressWarnings("serial")
	static final class WrongCalls extends RuntimeException {

		final long count;

		WrongCalls(long count) {
			super(count + " calls failed");
			this.count = count;
		}

	}

	/** Looks at the processes while calls run. */
	interface Look {

		void look() throws IOException, InterruptedException;

	}

	/**
	 * Calls that are made.
	 *
	 * @param loop the loop that makes them
	 * @param calls the calls
	 * @param over is down to zero when all are over
	 * @param seconds the time until those that are open are ended
	 */
	record Running(EventLoop loop, List<Call> calls, CountDownLatch over, long seconds) {

		List<Call> await() throws IOException, InterruptedException {
			return await(() -> {
			});
		}

		List<Call> await(Look look) throws IOException, InterruptedException {
			long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(this.seconds);
			while (!this.over.await(100, TimeUnit.MILLISECONDS)) {
				look.look();
				if (System.nanoTime() - deadline > 0) {
					this.loop.execute(() -> this.calls.stream().filter(Objects::nonNull).forEach(Call::leave));
				}
			}
			return this.calls;
		}

	}

}
