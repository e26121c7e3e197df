package io.github.gigachat.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures all clients against one stub. In each round each client runs each scenario
 * once, in changing order, so that a busy machine disturbs all of them alike; a client is
 * compared with the bare client of the same round.
 */
public final class EndToEnd {

	private static final int ROUNDS = Integer.getInteger("benchmarks.rounds", 7);

	/** The time of one measurement, in ms. */
	private static final int MILLIS = Integer.getInteger("benchmarks.millis", 700);

	/** The time in which a client warms up for a scenario, in ms. */
	private static final int WARM_UP = Integer.getInteger("benchmarks.warm-up", 5000);

	private final Path providers;

	private final int port;

	private final Results results = new Results();

	private EndToEnd(Path providers, int port) {
		this.providers = providers;
		this.port = port;
	}

	/**
	 * Runs all measurements, unless another mode is chosen.
	 * @param args the mode, the folder with the modules of the providers, the folder of
	 * the results
	 * @throws IOException if a process fails
	 */
	public static void main(String[] args) throws IOException {
		if (!args[0].equals("end-to-end")) {
			return;
		}
		Path target = Files.createDirectories(Path.of(args[2]));
		try (LocalStub stub = LocalStub.start()) {
			EndToEnd run = new EndToEnd(Path.of(args[1]), stub.port());
			run.measure();
			run.startUp();
			Files.writeString(target.resolve("end-to-end.json"), run.results.json());
			Files.writeString(target.resolve("end-to-end.md"), run.results.markdown());
			System.out.println(run.results.markdown());
		}
	}

	private void measure() throws IOException {
		Map<Peer, WorkerProcess> workers = new EnumMap<>(Peer.class);
		try {
			for (Peer peer : Peer.values()) {
				workers.put(peer, WorkerProcess.start(peer.arguments(this.providers, "worker", this.port)));
			}
			for (Scenario scenario : Scenario.values()) {
				if (scenario != Scenario.START_UP) {
					measure(scenario, workers);
				}
			}
		}
		finally {
			workers.values().forEach(WorkerProcess::close);
		}
	}

	private void measure(Scenario scenario, Map<Peer, WorkerProcess> workers) throws IOException {
		System.out.println(scenario.title());
		for (WorkerProcess worker : workers.values()) {
			worker.measure(scenario, WARM_UP);
		}
		for (int round = 0; round < ROUNDS; round++) {
			for (Peer peer : order(round)) {
				WorkerProcess worker = workers.get(peer);
				if (worker != null) {
					this.results.add(scenario, peer, worker.measure(scenario, MILLIS));
				}
			}
		}
	}

	private void startUp() throws IOException {
		System.out.println(Scenario.START_UP.title());
		// the first round fills the caches of the file system, and is not counted
		for (int round = -1; round < ROUNDS; round++) {
			for (Peer peer : order(round + 1)) {
				long start = System.nanoTime();
				try (WorkerProcess process = WorkerProcess
					.start(peer.arguments(this.providers, "start-up", this.port))) {
					process.line(Worker.ANSWERED);
					if (round >= 0) {
						this.results.add(Scenario.START_UP, peer,
								Measurement.ofTime(1, (double) (System.nanoTime() - start)));
					}
				}
			}
		}
	}

	/** Returns the clients, another one first in each round. */
	private static List<Peer> order(int round) {
		List<Peer> order = new ArrayList<>(List.of(Peer.values()));
		Collections.rotate(order, round);
		return order;
	}

}
