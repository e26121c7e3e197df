package io.github.gigachat.spring.boot.actuate;

import java.util.List;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.spring.boot.actuate.ActuatorApplication.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that Actuator hides a key that the token endpoint quotes in its refusal.
 */
@Timeout(120)
@ExtendWith(GigaChatEmulatorExtension.class)
class QuotedKeyTests {

	@Test
	void noAnswerShowsTheKey(GigaChatEmulator emulator) {
		try (ActuatorApplication application = ActuatorApplication.start(emulator)) {
			emulator.onToken()
				.replyRaw(400, "application/json",
						"{\"code\":99,\"message\":\"cannot parse header Authorization: Basic " + emulator.apiKey()
								+ "\"}");

			List<Answer> answers = List.of(application.get("/gigachat/models"), application.post("/gigachat"),
					application.get("/gigachat"), application.get("/health"), application.get("/health/gigachat"),
					application.get("/info"));

			assertThat(answers).allSatisfy((answer) -> assertThat(answer.body()).doesNotContain(emulator.apiKey()));
			assertThat(answers.subList(0, 2)).allSatisfy((answer) -> assertThat(answer.status()).isEqualTo(503));
			assertThat(answers.subList(0, 3))
				.allSatisfy((answer) -> assertThat(answer.body()).contains("cannot parse header"));
		}
	}

}
