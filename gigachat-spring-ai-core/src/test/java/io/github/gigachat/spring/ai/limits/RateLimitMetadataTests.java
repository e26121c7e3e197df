package io.github.gigachat.spring.ai.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.github.gigachat.emulator.ChatStep;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.ai.chat.metadata.EmptyRateLimit;
import org.springframework.ai.chat.metadata.RateLimit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that rate limit headers of a response are in the metadata, in each spelling that
 * gateways use.
 */
@Timeout(60)
class RateLimitMetadataTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static RateLimit limitOf(Way way, Map<String, String> headers) {
		ChatStep step = service.emulator().onAnyMessage().reply("Вот и ответ.");
		headers.forEach(step::header);
		return way.ask(service.model()).last().getMetadata().getRateLimit();
	}

	@ParameterizedTest
	@EnumSource
	void limitsOfRequestsAndTokensAreRead(Way way) {
		RateLimit limit = limitOf(way,
				Map.of("x-ratelimit-limit-requests", "60", "x-ratelimit-remaining-requests", "59",
						"x-ratelimit-reset-requests", "1s", "x-ratelimit-limit-tokens", "150000",
						"x-ratelimit-remaining-tokens", "149984", "x-ratelimit-reset-tokens", "6m0.5s"));

		assertThat(limit.getRequestsLimit()).isEqualTo(60);
		assertThat(limit.getRequestsRemaining()).isEqualTo(59);
		assertThat(limit.getRequestsReset()).isEqualTo(Duration.ofSeconds(1));
		assertThat(limit.getTokensLimit()).isEqualTo(150_000);
		assertThat(limit.getTokensRemaining()).isEqualTo(149_984);
		assertThat(limit.getTokensReset()).isEqualTo(Duration.ofMinutes(6).plusMillis(500));
	}

	@ParameterizedTest
	@EnumSource
	void aDurationOfManyPartsIsAdded(Way way) {
		RateLimit limit = limitOf(way, Map.of("x-ratelimit-reset-requests", "1s".repeat(2_000)));

		assertThat(limit.getRequestsReset()).isEqualTo(Duration.ofSeconds(2_000));
	}

	@ParameterizedTest
	@EnumSource
	void aLimitWithoutAUnitCountsRequests(Way way) {
		RateLimit limit = limitOf(way,
				Map.of("RateLimit-Limit", "100, 100;w=60", "RateLimit-Remaining", "7", "RateLimit-Reset", "30"));

		assertThat(limit.getRequestsLimit()).isEqualTo(100);
		assertThat(limit.getRequestsRemaining()).isEqualTo(7);
		assertThat(limit.getRequestsReset()).isEqualTo(Duration.ofSeconds(30));
		assertThat(limit.getTokensLimit()).isZero();
		assertThat(limit.getTokensReset()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void aResetTimeBecomesADurationFromNow(Way way) {
		Instant reset = Instant.now().plusSeconds(3600);

		RateLimit limit = limitOf(way, Map.of("X-Rate-Limit-Limit", "10", "X-Rate-Limit-Reset",
				String.valueOf(reset.getEpochSecond()), "X-Quota-Reset", String.valueOf(reset.toEpochMilli())));

		assertThat(limit.getRequestsReset()).isBetween(Duration.ofMinutes(58), Duration.ofHours(1));
		assertThat(limit.getTokensReset()).isBetween(Duration.ofMinutes(58), Duration.ofHours(1));
	}

	@ParameterizedTest
	@EnumSource
	void aTotalLimitTakesPrecedenceOverThatOfAWindow(Way way) {
		RateLimit limit = limitOf(way,
				Map.of("X-RateLimit-Remaining", "9", "X-RateLimit-Remaining-Minute", "3", "X-RateLimit-Limit", "10"));

		assertThat(limit.getRequestsRemaining()).isEqualTo(9);
	}

	@ParameterizedTest
	@EnumSource
	void aRemainingQuotaIsCountedInTokens(Way way) {
		RateLimit limit = limitOf(way, Map.of("X-Quota-Limit", "900000", "X-Quota-Remaining", "12345"));

		assertThat(limit.getTokensLimit()).isEqualTo(900_000);
		assertThat(limit.getTokensRemaining()).isEqualTo(12_345);
	}

	@ParameterizedTest
	@EnumSource
	void aResponseWithoutTheHeadersHasNoLimits(Way way) {
		assertThat(limitOf(way, Map.of("X-Ratio", "12", "Rate", "1"))).isInstanceOf(EmptyRateLimit.class);
	}

	@ParameterizedTest
	@EnumSource
	void unreadableHeadersAreIgnored(Way way) {
		RateLimit limit = limitOf(way, Map.of("X-RateLimit-Limit", "many", "X-RateLimit-Remaining",
				"99999999999999999999999", "X-RateLimit-Reset", "1x2y", "X-RateLimit-Reset-Tokens", "..s"));

		assertThat(limit).isInstanceOf(EmptyRateLimit.class);
	}

}
