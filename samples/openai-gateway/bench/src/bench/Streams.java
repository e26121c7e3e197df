package bench;

import java.io.IOException;
import java.util.List;

import bench.Report.Bound;

/**
 * Many streams at the same time.
 */
final class Streams {

	private static final int COUNT = 500;

	private static final Script PACED = Script.of(200, 50);

	/** Long enough to be looked at on a busy machine. */
	private static final Script LONG = Script.of(500, 50);

	private static final Script FAST = Script.of(2000, 0);

	private final Trial trial;

	private final Report report;

	Streams(Trial trial, Report report) {
		this.trial = trial;
		this.report = report;
	}

	/** Streams paced like those of a model: 10,000 chunks a second together. */
	void paced(int count) throws IOException, InterruptedException {
		Rounds rounds = new Rounds(COUNT, PACED, count);
		rounds.run();
		double heap = heapWhileOpen(rounds);
		this.report.judged(Bound.FAULTS, "500 streams × 200 chunks, one every 50 ms: lost, reordered, without end",
				Integer.toString(rounds.directFaults), rounds.faults);
		this.report.judged(Bound.FAULTS, "… never open upstream at the same time as the others", "",
				COUNT - rounds.open);
		this.report.judged(Bound.THREADS, "… threads", "", rounds.threads);
		this.report.judged(Bound.MEMORY, "… greatest memory of the process since its start", "",
				this.trial.process().peakMegabytes());
		this.report.judged(Bound.HEAP, "… heap after a full collection, all open", "", heap);
		this.report.judged(Bound.BYTES, "… allocated for a chunk, requests included", "", rounds.kilobytes);
		rounds.tellCpu("about 80");
	}

	/** Collects garbage while all streams are open, which would disturb the rounds. */
	private double heapWhileOpen(Rounds rounds) throws IOException, InterruptedException {
		Trial.Running running = this.trial.begin(this.trial.gateway(), COUNT, true, LONG);
		double heap = 0;
		for (int collection = 0; collection < 2; collection++) {
			Thread.sleep(5000);
			heap = Math.max(heap, this.trial.jvm().usedMegabytesAfterCollection());
			rounds.open = Math.min(rounds.open, this.trial.state().open());
		}
		rounds.faults += faults(running.await());
		return heap;
	}

	/** Streams as fast as they go. */
	void fast(int count) throws IOException, InterruptedException {
		Rounds rounds = new Rounds(16, FAST, count);
		rounds.run();
		this.report.judged(Bound.FAULTS, "16 streams × 2,000 chunks, as fast as they go: lost, reordered, without end",
				Integer.toString(rounds.directFaults), rounds.faults);
		rounds.tellCpu("about 15");
		this.report.told("… allocated for a chunk, KB", "", Report.number(rounds.kilobytes), "");
	}

	private static int faults(List<Call> calls) {
		int faults = 0;
		for (Call call : calls) {
			int found = call.lost + call.reordered + (call.isEnded() ? 0 : 1);
			// also a chunk whose text is not the one that was sent
			faults += (found == 0 && !call.isRight()) ? 1 : found;
		}
		return faults;
	}

	/** Rounds of streams at the same time, direct ones and those of the gateway in turns. */
	private final class Rounds {

		private final Trial trial = Streams.this.trial;

		private final int streams;

		private final Script script;

		/** The CPU time of a chunk in each round, in microseconds. */
		private final double[] direct;

		private final double[] gateway;

		private int directFaults;

		private int faults;

		/** The most threads of the gateway. */
		private int threads;

		/** The streams that were open upstream at the same time in every round. */
		private int open = Integer.MAX_VALUE;

		/** The most that the gateway allocated for a chunk. */
		private double kilobytes;

		Rounds(int streams, Script script, int count) {
			this.streams = streams;
			this.script = script;
			this.direct = new double[count];
			this.gateway = new double[count];
		}

		void run() throws IOException, InterruptedException {
			double chunks = this.streams * this.script.chunks();
			for (int round = 0; round < this.direct.length; round++) {
				long cpu = this.trial.cpuMicrosOfEnds();
				this.directFaults += faults(this.trial.all(this.trial.direct(), this.streams, true, this.script));
				this.direct[round] = (this.trial.cpuMicrosOfEnds() - cpu) / chunks;
				long bytes = this.trial.jvm().allocatedBytes();
				cpu = this.trial.process().cpuMicros();
				this.trial.state().most();
				this.faults += faults(
						this.trial.begin(this.trial.gateway(), this.streams, true, this.script).await(
								() -> this.threads = Math.max(this.threads, this.trial.process().threads())));
				this.open = Math.min(this.open, this.trial.state().most());
				this.gateway[round] = (this.trial.process().cpuMicros() - cpu) / chunks;
				this.kilobytes = Math.max(this.kilobytes,
						(this.trial.jvm().allocatedBytes() - bytes) / 1024 / chunks);
			}
		}

		void tellCpu(String aim) {
			Streams.this.report.told("… CPU for a chunk, µs (direct: load and upstream)", Report.spread(this.direct),
					Report.spread(this.gateway), aim);
		}

	}

}
