package bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import bench.Report.Bound;

/**
 * Clients that ask again and again, of which every second one leaves in the middle of
 * each of its streams.
 */
final class Soak {

	private static final int CLIENTS = 200;

	/** The most failed streams that are described: if the gateway is gone, all of them fail. */
	private static final int DESCRIBED = 20;

	private static final Script SCRIPT = Script.of(40, 50);

	/** Does not end by itself, so that nothing but a cancellation ends it upstream. */
	private static final Script ENDLESS = new Script(40, 50, 0, Script.Fault.SILENCE);

	private final Trial trial;

	private final Report report;

	private final Random random = new Random(42);

	private final LongAdder left = new LongAdder();

	private final LongAdder ended = new LongAdder();

	private final LongAdder wrong = new LongAdder();

	Soak(Trial trial, Report report) {
		this.trial = trial;
		this.report = report;
	}

	void run(int minutes) throws IOException, InterruptedException {
		if (minutes == 0) {
			return;
		}
		int leftBefore = this.trial.state().left();
		load(TimeUnit.MINUTES.toSeconds(minutes) / 5);
		int open = this.trial.state().openAfter(10);
		double before = this.trial.jvm().usedMegabytesAfterCollection();
		load(TimeUnit.MINUTES.toSeconds(minutes) * 4 / 5);
		open = Math.max(open, this.trial.state().openAfter(10));
		double after = this.trial.jvm().usedMegabytesAfterCollection();
		String what = "%d minutes of 200 clients, half of which leave (%d left, %d streams ended)".formatted(minutes,
				this.left.sum(), this.ended.sum());
		this.report.judged(Bound.FAULTS, what + ": streams that failed", "", this.wrong.sum());
		this.report.judged(Bound.OPEN, "… chats that stay open upstream", "", open);
		this.report.judged(Bound.CANCELS, "… chats cancelled upstream, more or less than clients left", "",
				Math.abs(this.trial.state().left() - leftBefore - this.left.sum()));
		this.report.judged(Bound.GROWTH,
				"… growth of the heap, from %s to %s MB".formatted(Report.number(before), Report.number(after)), "",
				Math.max(0, (after - before) / before * 100));
	}

	private void load(long seconds) throws IOException, InterruptedException {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
		CountDownLatch over = new CountDownLatch(CLIENTS);
		Call[] calls = new Call[CLIENTS];
		this.trial.loop().execute(() -> {
			for (int i = 0; i < CLIENTS; i++) {
				int client = i;
				// not all at the same moment
				this.trial.loop()
					.at(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(this.random.nextInt(2000)),
							() -> next(client, calls, end, over));
			}
		});
		new Trial.Running(this.trial.loop(), Arrays.asList(calls), over, seconds + Trial.DEADLINE_SECONDS).await();
	}

	private void next(int client, Call[] calls, long end, CountDownLatch over) {
		if (System.nanoTime() - end > 0) {
			over.countDown();
			return;
		}
		boolean leaver = client % 2 == 0;
		Script script = leaver ? ENDLESS : SCRIPT;
		int leaveAfter = leaver ? 1 + this.random.nextInt(script.chunks()) : -1;
		byte[] request = this.trial.gateway().post(Requests.SMALL.body(true, true, script));
		Call call = new Call(request, true, script, leaveAfter, (ended) -> {
			boolean right = leaver ? ended.hasLeft() : ended.isRight();
			if (!right && this.wrong.sum() < DESCRIBED) {
				System.err.println("A stream failed: " + ended);
			}
			(!right ? this.wrong : leaver ? this.left : this.ended).increment();
			next(client, calls, end, over);
		});
		calls[client] = call;
		this.trial.gateway().send(call);
	}

}
