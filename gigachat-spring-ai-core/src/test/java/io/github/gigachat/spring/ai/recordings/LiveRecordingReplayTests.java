package io.github.gigachat.spring.ai.recordings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic.Recording;
import io.github.gigachat.spring.ai.live.LiveRules;
import io.github.gigachat.spring.ai.live.LiveSettings;
import io.github.gigachat.spring.ai.live.LiveSuite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the replay of recordings reads the recordings of a live check.
 */
class LiveRecordingReplayTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@TempDir
	Path folder;

	@Test
	void theReplayReadsTheFilesOfALiveCheck() throws IOException {
		LiveSuite
			.run(new LiveSettings(service.emulator().apiKey(), GigaChatApi.DEFAULT_SCOPE, service.emulator().baseUrl(),
					service.emulator().authUrl(), "GigaChat-2", "GigaChat-2-Pro", "Embeddings", this.folder, 20_000),
					LiveRules.all(), EmulatedService.QUICK_RETRY);
		List<Recording> recordings = RecordedTraffic.recordings(this.folder);

		List<Recording> plain = recordings.stream().filter(RecordingReplayTests::takes).toList();
		List<Recording> plainV2 = recordings.stream().filter(ChatV2ReplayTests::takes).toList();

		assertThat(plain).extracting(Recording::name)
			.containsExactly("live-cached-tokens.json", "live-chat-call.json", "live-chat-stream.json",
					"live-embeddings.json");
		assertThat(plainV2).extracting(Recording::name).containsExactly("live-v2-call.json", "live-v2-stream.json");
		for (Recording recording : plain) {
			new RecordingReplayTests().everyRecordingHasAReplay(recording);
			new RecordingReplayTests().theSameRequestIsSentAndTheSameAnswerIsRead(recording);
		}
		for (Recording recording : plainV2) {
			new ChatV2ReplayTests().theSameRequestsAreSentAndTheSameAnswersAreRead(recording);
		}
	}

}
