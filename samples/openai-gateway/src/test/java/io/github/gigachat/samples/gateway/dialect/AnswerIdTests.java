package io.github.gigachat.samples.gateway.dialect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the ids of answers.
 */
class AnswerIdTests {

	@Test
	void theIdIsThatOfTheRequest() {
		assertThat(AnswerId.of("r-1")).isEqualTo("r-1");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " " })
	void answersWithoutAnIdOfTheRequestDiffer(String requestId) {
		assertThat(AnswerId.of(requestId)).isNotBlank().isNotEqualTo(AnswerId.of(requestId));
	}

}
