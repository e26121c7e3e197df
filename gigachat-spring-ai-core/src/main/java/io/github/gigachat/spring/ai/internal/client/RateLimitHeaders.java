package io.github.gigachat.spring.ai.internal.client;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.gigachat.spring.ai.internal.http.ResponseHead;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.RateLimit;

/**
 * Reads rate limits, remaining quotas and {@code Retry-After} from the headers of a
 * response.
 * <p>
 * The documentation of the service has no such headers, but gateways in front of it send
 * them, each in its own spelling. {@code RateLimit-*}, {@code X-RateLimit-*} and
 * {@code X-Rate-Limit-*} are read as limits of requests, or of tokens if the name
 * contains {@code token}. {@code X-Quota-*} is read as a limit of tokens, because the
 * packages of the service are counted in tokens.
 */
final class RateLimitHeaders {

	private static final Pattern NAME = Pattern.compile("(?:x-?)?(rate-?limit|quota)(.+)", Pattern.CASE_INSENSITIVE);

	private static final String PART = "(\\d{1,9}(?:\\.\\d*)?|\\.\\d+)(ms|s|m|h|d)";

	private static final Pattern WRITTEN_PART = Pattern.compile(PART);

	/** A duration such as {@code 6m0s}. */
	private static final Pattern WRITTEN = Pattern.compile("(?:" + PART + ")++");

	/**
	 * The largest plain number that is read as a duration: ten years in seconds. Larger
	 * numbers are times since the epoch.
	 */
	private static final long LONGEST_SECONDS = 315_360_000L;

	/**
	 * The first plain number that is read as milliseconds since the epoch. Smaller
	 * numbers are seconds.
	 */
	private static final long LATEST_SECONDS = 100_000_000_000L;

	private static final int MOST_DIGITS = 9;

	private RateLimitHeaders() {
	}

	/**
	 * Reads the limits of a response. The first value of each limit wins: in the order of
	 * names, the header of the overall limit precedes those of a time window.
	 * @return the limits, or {@code null} if the headers have none
	 */
	static @Nullable RateLimit read(ResponseHead head) {
		StatedRateLimit limits = null;
		for (String name : head.headers().map().keySet()) {
			String value = mayConcernLimits(name) ? head.header(name) : null;
			if (value != null) {
				limits = (limits != null) ? limits : new StatedRateLimit(new HashMap<>(), new HashMap<>());
				limits.take(name, value.strip());
			}
		}
		return (limits != null && limits.isAny()) ? limits : null;
	}

	/** Excludes most headers of every response without a regular expression. */
	private static boolean mayConcernLimits(String name) {
		return name.regionMatches(true, 0, "rate", 0, 4) || name.regionMatches(true, 0, "quota", 0, 5)
				|| name.regionMatches(true, 0, "x-rate", 0, 6) || name.regionMatches(true, 0, "x-quota", 0, 7);
	}

	/**
	 * Returns the number at the start of a value: 100 for {@code 100, 100;w=60}.
	 */
	private static @Nullable Long number(String value) {
		int end = 0;
		while (end < value.length() && value.charAt(end) >= '0' && value.charAt(end) <= '9') {
			end++;
		}
		return (end > 0 && end < 19) ? Long.valueOf(value.substring(0, end)) : null;
	}

	/**
	 * Returns the duration that a value states as seconds, as a time since the epoch, as
	 * a date, or as a duration such as {@code 6m0s}.
	 */
	private static @Nullable Duration duration(String value, Instant now) {
		Long number = number(value);
		if (number == null || value.length() != String.valueOf(number).length()) {
			return WRITTEN.matcher(value).matches() ? written(value) : retryAfter(value, now);
		}
		if (number <= LONGEST_SECONDS) {
			return Duration.ofSeconds(number);
		}
		Instant moment = (number < LATEST_SECONDS) ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
		Duration rest = Duration.between(now, moment);
		return rest.isNegative() ? Duration.ZERO : rest;
	}

	/**
	 * Parses a {@code Retry-After} header in both of its forms, seconds and date (RFC
	 * 9110, 10.2.3).
	 */
	static @Nullable Duration retryAfter(@Nullable String header, Instant now) {
		if (header == null || header.isBlank()) {
			return null;
		}
		String value = header.strip();
		if (value.length() <= MOST_DIGITS && value.chars().allMatch((c) -> c >= '0' && c <= '9')) {
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

	private static Duration written(String value) {
		Duration sum = Duration.ZERO;
		Matcher part = WRITTEN_PART.matcher(value);
		while (part.find()) {
			ChronoUnit unit = switch (part.group(2)) {
				case "ms" -> ChronoUnit.MILLIS;
				case "s" -> ChronoUnit.SECONDS;
				case "m" -> ChronoUnit.MINUTES;
				case "h" -> ChronoUnit.HOURS;
				default -> ChronoUnit.DAYS;
			};
			sum = sum.plusNanos((long) (Double.parseDouble(part.group(1)) * unit.getDuration().toNanos()));
		}
		return sum;
	}

	/**
	 * A rate limit as stated by a response. Values that the response did not state are
	 * zero, because Spring AI's type has no absent values: a remaining number is
	 * meaningful only if its limit is not zero.
	 *
	 * @param numbers the limits and the remaining numbers, by names such as
	 * {@code requests limit}
	 * @param resets the times until the requests or tokens are available again
	 */
	private record StatedRateLimit(Map<String, Long> numbers, Map<String, Duration> resets) implements RateLimit {

		void take(String name, String value) {
			Matcher matcher = NAME.matcher(name);
			if (!matcher.matches()) {
				return;
			}
			String what = matcher.group(2).toLowerCase(Locale.ROOT);
			boolean quota = matcher.group(1).equalsIgnoreCase("quota");
			String unit = (quota || what.contains("token")) ? "tokens" : "requests";
			if (what.contains("remaining")) {
				putIfAbsent(this.numbers, unit + " remaining", number(value));
			}
			else if (what.contains("reset")) {
				putIfAbsent(this.resets, unit, duration(value, Instant.now()));
			}
			else if (what.contains("limit")) {
				putIfAbsent(this.numbers, unit + " limit", number(value));
			}
		}

		private static <T> void putIfAbsent(Map<String, T> values, String name, @Nullable T value) {
			if (value != null) {
				values.putIfAbsent(name, value);
			}
		}

		boolean isAny() {
			return !this.numbers.isEmpty() || !this.resets.isEmpty();
		}

		@Override
		public Long getRequestsLimit() {
			return this.numbers.getOrDefault("requests limit", 0L);
		}

		@Override
		public Long getRequestsRemaining() {
			return this.numbers.getOrDefault("requests remaining", 0L);
		}

		@Override
		public Duration getRequestsReset() {
			return this.resets.getOrDefault("requests", Duration.ZERO);
		}

		@Override
		public Long getTokensLimit() {
			return this.numbers.getOrDefault("tokens limit", 0L);
		}

		@Override
		public Long getTokensRemaining() {
			return this.numbers.getOrDefault("tokens remaining", 0L);
		}

		@Override
		public Duration getTokensReset() {
			return this.resets.getOrDefault("tokens", Duration.ZERO);
		}

	}

}
