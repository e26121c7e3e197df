package io.github.gigachat.spring.ai.live;

import java.io.IOException;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.fixtures.RecordedTraffic;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic.Recording;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Replays the recordings of live checks that are in the folder of recordings.
 */
class LiveReplayTests {

	static Stream<Recording> recordings() {
		return RecordedTraffic.recordings().stream().filter(LiveReplay::takes);
	}

	@ParameterizedTest(allowZeroInvocations = true)
	@MethodSource("recordings")
	void theProbeMakesTheSameRequests(Recording recording) throws IOException {
		assertThat(LiveReplay.replay(recording).verdict()).isNotEqualTo(Verdict.BROKEN);
	}

}
