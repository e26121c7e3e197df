package io.github.gigachat.benchmarks.endtoend;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The process of one client. It reads lines with a scenario and a time in ms from its
 * standard input, runs each and prints the measurement; it ends with the input.
 */
public final class Worker {

	/** The line that tells of the first answer of a new process. */
	static final String ANSWERED = "ANSWERED";

	private Worker() {
	}

	/**
	 * Runs the client.
	 * @param args {@code worker} or {@code start-up}, the client, the port of the stub
	 * @throws Exception if a measurement fails
	 */
	public static void main(String[] args) throws Exception {
		String kind = args[1];
		int port = Integer.parseInt(args[2]);
		if (args[0].equals("start-up")) {
			startUp(kind, port);
		}
		else {
			work(new Scenarios(() -> ChatUser.of(kind, port)));
		}
		// the threads of a client may not be daemons
		System.exit(0);
	}

	private static void startUp(String kind, int port) {
		ChatUser user = ChatUser.of(kind, port);
		int length = user.call("answer-200");
		System.out.println(ANSWERED + " " + length);
		System.out.flush();
		user.close();
	}

	private static void work(Scenarios scenarios) throws Exception {
		BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		String line;
		while ((line = commands.readLine()) != null) {
			String[] command = line.split(" ", -1);
			System.gc();
			System.out
				.println(scenarios.run(Scenario.valueOf(command[0]), Duration.ofMillis(Long.parseLong(command[1]))));
		}
	}

}
