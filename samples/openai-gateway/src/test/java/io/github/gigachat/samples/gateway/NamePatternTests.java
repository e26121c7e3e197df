package io.github.gigachat.samples.gateway;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Tests {@link NamePattern}.
 */
class NamePatternTests {

	@ParameterizedTest
	@CsvSource({ "gpt-4o*, gpt-4o", "gpt-4o*, gpt-4o-mini", "gpt-4o*, GPT-4O-Mini", "o*-mini, o3-mini",
			"o*-mini, o-mini", "o*-mini, o-mini-mini", "*, ''", "*, anything", "**, x", "*a*b*, xaxxbx", "*a*b*, ab",
			"a*b*c, abcbc", "gpt-4.1*, gpt-4.1", "a[b]*, a[b]c", "'a\\d', 'a\\d'", "a+*, a+b" })
	void aNameMatches(String pattern, String name) {
		assertThat(new NamePattern(pattern).matches(name)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "gpt-4o*, gpt-4", "gpt-4o*, my-gpt-4o", "o*-mini, o3-mini-high", "o*-mini, -mini", "gpt-4.1*, gpt-4x1",
			"*a*b*, ba", "a*b*c, abcb", "a, ab", "ab, a", "a[b]*, ab", "'a\\d', a1", "a+*, aa", "'.*', ab", "a, ''" })
	void aNameDoesNotMatch(String pattern, String name) {
		assertThat(new NamePattern(pattern).matches(name)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "*, 0", "gpt-4o*, 6", "o*-mini, 6", "gpt-4o-mini*, 11" })
	void thePatternWithMoreCharactersIsMoreSpecific(String pattern, int literals) {
		assertThat(new NamePattern(pattern).literals()).isEqualTo(literals);
	}

	@Test
	void aLongNameIsMatchedInReasonableTime() {
		String name = "a".repeat(50_000);

		assertTimeoutPreemptively(Duration.ofSeconds(10),
				() -> assertThat(new NamePattern("*a*a*a*a*a*a*a*a*b").matches(name)).isFalse());
	}

}
