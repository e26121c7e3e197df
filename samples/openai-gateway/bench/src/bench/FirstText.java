package bench;

import java.io.IOException;
import java.util.List;

/**
 * The time to the first text that the gateway adds, one stream at a time, in rounds that
 * alternate with those of direct calls.
 */
final class FirstText {

	private final Trial trial;

	private final Report report;

	FirstText(Trial trial, Report report) {
		this.trial = trial;
		this.report = report;
	}

	void run(int rounds, int calls) throws IOException, InterruptedException {
		List<Requests> sizes = Trial.sizes();
		double[][][] direct = new double[sizes.size()][rounds][];
		double[][][] gateway = new double[sizes.size()][rounds][];
		for (int round = 0; round < rounds; round++) {
			for (int size = 0; size < sizes.size(); size++) {
				direct[size][round] = millis(this.trial.direct(), sizes.get(size), calls);
				gateway[size][round] = millis(this.trial.gateway(), sizes.get(size), calls);
			}
		}
		for (int size = 0; size < sizes.size(); size++) {
			tell(sizes.get(size), direct[size], gateway[size]);
		}
	}

	private void tell(Requests size, double[][] direct, double[][] gateway) {
		double[] added = new double[direct.length];
		for (int round = 0; round < added.length; round++) {
			added[round] = Report.percentile(Bench.sorted(gateway[round]), 50)
					- Report.percentile(Bench.sorted(direct[round]), 50);
		}
		double[] directs = Bench.sorted(direct);
		double[] gateways = Bench.sorted(gateway);
		this.report.told("time to first text, " + size.name() + ": p50 / p99 ms", pair(directs), pair(gateways), "");
		double tail = Report.percentile(gateways, 99) - Report.percentile(directs, 99);
		this.report.told("… added: p50 of the rounds / p99 ms", "",
				Report.spread(added) + " / " + Report.number(tail), about(size));
	}

	private static String about(Requests size) {
		return switch (size.size() / 10_000) {
			case 0 -> "about 2 / 10";
			case 28 -> "about 6 / 15";
			default -> "about 4 / 12";
		};
	}

	private static String pair(double[] sorted) {
		return Report.number(Report.percentile(sorted, 50)) + " / " + Report.number(Report.percentile(sorted, 99));
	}

	private double[] millis(Target target, Requests size, int calls) throws IOException, InterruptedException {
		Script script = Script.of(3, 0);
		byte[] request = target.post(size.body(target.isOpenAi(), true, script));
		double[] millis = new double[calls];
		for (int i = 0; i < calls; i++) {
			Call call = this.trial.one(target, request, script);
			millis[i] = (call.firstTextNanos - call.begunNanos) / 1e6;
		}
		return millis;
	}

}
