package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import bench.Report.Bound;

/**
 * The load on the gateway. The arguments are the ports and process ids of upstream and
 * gateway, and what {@code run.sh} was given.
 */
final class Bench {

	private static final List<String> PARTS = List.of("first", "fast", "streams", "calls", "soak");

	private Bench() {
	}

	public static void main(String[] args) throws Exception {
		List<String> parts = new ArrayList<>();
		Map<Bound, Double> bounds = new EnumMap<>(Bound.class);
		boolean quick = false;
		int soakMinutes = -1;
		for (int i = 4; i < args.length; i++) {
			switch (args[i]) {
				case "--quick" -> quick = true;
				case "--soak" -> soakMinutes = Integer.parseInt(args[++i]);
				case "--bound" -> {
					String[] bound = args[++i].split("=", 2);
					bounds.put(Bound.ofOption(bound[0]), Double.valueOf(bound[1]));
				}
				default -> parts.add(args[i]);
			}
		}
		soakMinutes = (soakMinutes >= 0) ? soakMinutes : quick ? 1 : 10;
		int status = 2;
		try {
			status = run(args, parts.isEmpty() ? PARTS : parts, quick, soakMinutes, new Report(bounds)) ? 0 : 1;
		}
		catch (Exception ex) {
			ex.printStackTrace();
		}
		System.exit(status);
	}

	private static boolean run(String[] args, List<String> parts, boolean quick, int soakMinutes, Report report)
			throws Exception {
		EventLoop loop = new EventLoop();
		loop.start("load");
		int upstreamPort = Integer.parseInt(args[0]);
		MeasuredProcess upstream = new MeasuredProcess(Long.parseLong(args[1]));
		MeasuredProcess process = new MeasuredProcess(Long.parseLong(args[3]));
		try (MeasuredJvm jvm = new MeasuredJvm(process.pid())) {
			Trial trial = new Trial(loop, new Target(loop, upstreamPort, false),
					new Target(loop, Integer.parseInt(args[2]), true), new UpstreamState(upstreamPort), upstream, process,
					jvm);
			for (MeasuredProcess each : List.of(upstream, process, MeasuredProcess.own())) {
				each.checkListensOnLoopbackOnly();
			}
			new OwnCheck(trial).run();
			trial.warmUp(quick);
			for (String part : parts) {
				progress(part);
				run(part, trial, report, quick, soakMinutes);
			}
		}
		catch (Trial.WrongCalls ex) {
			report.judged(Bound.FAULTS, "calls without which nothing is measured: failed", "", ex.count);
		}
		return report.print();
	}

	private static void run(String part, Trial trial, Report report, boolean quick, int soakMinutes)
			throws IOException, InterruptedException {
		switch (part) {
			case "first" -> new FirstText(trial, report).run(quick ? 4 : 12, quick ? 15 : 40);
			case "fast" -> new Streams(trial, report).fast(quick ? 2 : 5);
			case "streams" -> new Streams(trial, report).paced(quick ? 1 : 3);
			case "calls" -> new Calls(trial, report).run();
			default -> new Soak(trial, report).run(soakMinutes);
		}
	}

	static void progress(String text) {
		System.err.println(text + " …");
	}

	static double[] sorted(double[]... values) {
		double[] all = Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
		Arrays.sort(all);
		return all;
	}

	static IOException failed(String what) {
		return new IOException(what);
	}

}
