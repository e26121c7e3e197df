package io.github.gigachat.emulator;

import java.util.Arrays;
import java.util.List;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One named event of a stream.
 *
 * @param name the event's name
 * @param data its content
 */
record ServerEvent(String name, JsonNode data) {

	static List<ServerEvent> all(String stream) {
		assertThat(stream).startsWith("event: ").endsWith("\n\n");
		return Arrays.stream(stream.split("\n\n")).map(ServerEvent::of).toList();
	}

	private static ServerEvent of(String text) {
		String[] lines = text.split("\n");
		assertThat(lines).hasSize(2);
		assertThat(lines[0]).startsWith("event: ");
		assertThat(lines[1]).startsWith("data: ");
		return new ServerEvent(lines[0].substring("event: ".length()),
				TestClient.json(lines[1].substring("data: ".length())));
	}

}
