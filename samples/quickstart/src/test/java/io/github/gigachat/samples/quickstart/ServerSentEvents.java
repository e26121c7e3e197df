package io.github.gigachat.samples.quickstart;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Reads server-sent events as a browser does.
 */
final class ServerSentEvents {

	private ServerSentEvents() {
	}

	/**
	 * The data of all events without a name, joined.
	 */
	static String text(String body) {
		return Arrays.stream(body.split("\n\n"))
			.filter((event) -> event.startsWith("data:"))
			.map(ServerSentEvents::data)
			.collect(Collectors.joining());
	}

	private static String data(String event) {
		return event.lines()
			.map((line) -> line.substring("data:".length()))
			.map((line) -> line.startsWith(" ") ? line.substring(1) : line)
			.collect(Collectors.joining("\n"));
	}

}
