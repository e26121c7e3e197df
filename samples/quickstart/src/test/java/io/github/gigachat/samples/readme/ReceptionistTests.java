package io.github.gigachat.samples.readme;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The example of the page on errors.
 */
@SpringBootTest(properties = "spring.ai.gigachat.retry.initial-interval=1ms")
@Import(EmulatorConfiguration.class)
class ReceptionistTests {

	private final GigaChatEmulator gigachat;

	private final Receptionist receptionist;

	ReceptionistTests(@Autowired GigaChatEmulator gigachat, @Autowired Assistant assistant) {
		this.gigachat = gigachat;
		this.receptionist = new Receptionist(assistant);
	}

	@BeforeEach
	void forget() {
		this.gigachat.reset();
	}

	@Test
	void asksToComeAgain() {
		this.gigachat.onAnyMessage().fail(503);

		assertThat(this.receptionist.answer("Hello?")).isEqualTo("Please ask again later.");
		assertThat(this.gigachat.chatRequests()).hasSize(3);
	}

	@Test
	void namesTheProblemThatTheUserCanSolve() {
		this.gigachat.onAnyMessage().fail(413);

		assertThat(this.receptionist.answer("A long story")).isEqualTo("Please ask something shorter.");
	}

	@Test
	void leavesTheRestToTheCaller() {
		this.gigachat.onAnyMessage().fail(403);

		assertThatExceptionOfType(GigaChatNonTransientException.class)
			.isThrownBy(() -> this.receptionist.answer("Hello?"));
	}

}
