package io.github.gigachat.spring.ai.live;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic.Exchange;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic.Recording;
import io.github.gigachat.spring.ai.fixtures.RecordingServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Replays a recording of a live check: the probe that made it asks again, and has to make
 * the same requests.
 */
public final class LiveReplay {

	private LiveReplay() {
	}

	/**
	 * Tells whether a recording is one of a live check.
	 * @param recording the recording
	 * @return true if its name says so
	 */
	public static boolean takes(Recording recording) {
		return recording.name().startsWith(LiveSuite.PREFIX);
	}

	/**
	 * Replays a recording.
	 * @param recording a recording of a live check
	 * @return what the probe found
	 * @throws IOException if no server can be started
	 */
	public static Finding replay(Recording recording) throws IOException {
		LiveRule rule = LiveRules
			.named(recording.name().substring(LiveSuite.PREFIX.length()).replaceFirst("\\.json$", ""));
		try (RecordingServer server = new RecordingServer(recording.exchanges());
				LiveService service = LiveService.connect(settings(recording, server), EmulatedService.QUICK_RETRY)) {
			Finding finding = ask(rule, service);
			assertSameRequests(recording, server);
			return finding;
		}
	}

	private static Finding ask(LiveRule rule, LiveService service) {
		try {
			return rule.probe().ask(service);
		}
		catch (RuntimeException ex) {
			return LiveSuite.judge(ex, service);
		}
	}

	private static LiveSettings settings(Recording recording, RecordingServer server) {
		String path = recording.ofTheApi().get(0).path().replace("/v2/", "/v1/");
		String model = recording.ofTheApi()
			.stream()
			.map((exchange) -> String.valueOf(exchange.request().body()))
			.filter(Wire::isJsonObject)
			.map((body) -> RecordedTraffic.JSON.readTree(body).path("model").asString(""))
			.filter((name) -> !name.isEmpty())
			.findFirst()
			.orElse("GigaChat-2");
		return new LiveSettings("dTpw", "GIGACHAT_API_PERS",
				server.url() + path.substring(0, path.indexOf("/v1/") + "/v1".length()), server.url() + "/api/v2/oauth",
				model, model, model, Path.of("unused"), Long.MAX_VALUE);
	}

	private static void assertSameRequests(Recording recording, RecordingServer server) {
		List<RecordingServer.Asked> asked = server.asked();
		assertThat(asked).hasSameSizeAs(recording.exchanges());
		for (int i = 0; i < asked.size(); i++) {
			Exchange recorded = recording.exchanges().get(i);
			assertThat(asked.get(i).method()).isEqualTo(recorded.request().method());
			assertThat(asked.get(i).path()).isEqualTo(recorded.path());
			String body = Objects.requireNonNullElse(recorded.request().body(), "");
			if (Wire.isJsonObject(body)) {
				assertThat(RecordedTraffic.JSON.readTree(asked.get(i).body()))
					.isEqualTo(RecordedTraffic.JSON.readTree(body));
			}
		}
	}

}
