package bench;

import java.io.IOException;
import java.util.List;

import bench.Report.Bound;

/**
 * Many whole calls at the same time, each of which takes the upstream two seconds.
 */
final class Calls {

	private static final int COUNT = 500;

	private static final Script SCRIPT = new Script(20, 0, 2000, Script.Fault.NONE);

	private final Trial trial;

	private int threads;

	private final Report report;

	Calls(Trial trial, Report report) {
		this.trial = trial;
		this.report = report;
	}

	void run() throws IOException, InterruptedException {
		long directFailed = failed(this.trial.all(this.trial.direct(), COUNT, false, SCRIPT));
		this.trial.state().most();
		List<Call> calls = this.trial.begin(this.trial.gateway(), COUNT, false, SCRIPT).await(
				() -> this.threads = Math.max(this.threads, this.trial.process().threads()));
		int most = this.trial.state().most();
		this.report.judged(Bound.CALLS, "500 calls at once, 2 s upstream: failed", Long.toString(directFailed),
				failed(calls));
		this.report.judged(Bound.CALLS, "… never open upstream at the same time as the others", "", COUNT - most);
		this.report.judged(Bound.CALL_THREADS, "… threads", "", this.threads);
	}

	private static long failed(List<Call> calls) {
		return calls.stream().filter((call) -> !call.isRight()).count();
	}

}
