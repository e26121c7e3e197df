package io.github.gigachat.spring.ai.internal.client;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

/**
 * Parses a {@code Retry-After} header in both of its forms, seconds and date (RFC 9110,
 * 10.2.3).
 */
final class RetryAfter {

	private static final int LONGEST = 9;

	private RetryAfter() {
	}

	static @Nullable Duration parse(@Nullable String header, Instant now) {
		if (header == null || header.isBlank()) {
			return null;
		}
		String value = header.strip();
		if (value.length() <= LONGEST && value.chars().allMatch((c) -> c >= '0' && c <= '9')) {
			return Duration.ofSeconds(Long.parseLong(value));
		}
		try {
			Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
			// a date has whole seconds; rounded up, so that the retry is never too early
			Duration wait = Duration.between(now, until);
			return wait.isNegative() ? Duration.ZERO : wait.plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

}
