package io.github.gigachat.spring.ai.internal.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.gigachat.spring.ai.internal.http.ResponseHead;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.RateLimit;

/**
 * Reads rate limits and remaining quotas from the headers of a response.
 * <p>
 * The documentation of the service has no such headers, but gateways in front of it send
 * them, each in its own spelling. {@code RateLimit-*}, {@code X-RateLimit-*} and
 * {@code X-Rate-Limit-*} are read as limits of requests, or of tokens if the name
 * contains {@code token}. {@code X-Quota-*} is read as a limit of tokens, because the
 * packages of the service are counted in tokens.
 */
final class RateLimitHeaders {

	private static final String RATE = "ratelimit";

	private static final String QUOTA = "quota";

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

	private RateLimitHeaders() {
	}

	/**
	 * Reads the limits of a response.
	 * @return the limits, or {@code null} if the headers have none
	 */
	static @Nullable RateLimit read(ResponseHead head) {
		Limits limits = null;
		for (Map.Entry<String, List<String>> header : head.headers().map().entrySet()) {
			if (mayConcernLimits(header.getKey()) && !header.getValue().isEmpty()) {
				limits = (limits != null) ? limits : new Limits();
				limits.take(header.getKey(), header.getValue().get(0).strip(), Instant.now());
			}
		}
		return (limits != null && limits.any) ? limits.toRateLimit() : null;
	}

	private static boolean mayConcernLimits(String name) {
		return name.length() > QUOTA.length()
				&& (name.regionMatches(true, 0, "rate", 0, 4) || name.regionMatches(true, 0, "x-rate", 0, 6)
						|| name.regionMatches(true, 0, "x-quota", 0, 7) || name.regionMatches(true, 0, QUOTA, 0, 5));
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
		boolean plain = number != null && value.length() == String.valueOf(number).length();
		if (number == null || !plain) {
			Duration written = written(value);
			return (written != null) ? written : RetryAfter.parse(value, now);
		}
		if (number <= LONGEST_SECONDS) {
			return Duration.ofSeconds(number);
		}
		Instant moment = (number < LATEST_SECONDS) ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
		Duration rest = Duration.between(now, moment);
		return rest.isNegative() ? Duration.ZERO : rest;
	}

	private static @Nullable Duration written(String value) {
		Duration sum = Duration.ZERO;
		int at = 0;
		while (at < value.length()) {
			int unit = at;
			while (unit < value.length() && (Character.isDigit(value.charAt(unit)) || value.charAt(unit) == '.')) {
				unit++;
			}
			int next = unit;
			while (next < value.length() && Character.isLetter(value.charAt(next))) {
				next++;
			}
			Duration part = part(value.substring(at, unit), value.substring(unit, next));
			if (part == null) {
				return null;
			}
			sum = sum.plus(part);
			at = next;
		}
		return sum;
	}

	private static @Nullable Duration part(String count, String unit) {
		double nanosOfOne = switch (unit) {
			case "ms" -> 1e6;
			case "s" -> 1e9;
			case "m" -> 60e9;
			case "h" -> 3600e9;
			case "d" -> 86_400e9;
			default -> 0;
		};
		if (count.isEmpty() || count.length() > 9 || nanosOfOne == 0) {
			return null;
		}
		try {
			return Duration.ofNanos((long) (Double.parseDouble(count) * nanosOfOne));
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	/**
	 * The limits that were read so far. The first value of each limit wins: in the order
	 * of names, the header of the overall limit precedes those of a time window.
	 */
	private static final class Limits {

		private final Count requests = new Count();

		private final Count tokens = new Count();

		private boolean any;

		void take(String name, String value, Instant now) {
			String words = name.toLowerCase(Locale.ROOT).replace("-", "");
			String plain = words.startsWith("x") ? words.substring(1) : words;
			boolean quota = plain.startsWith(QUOTA);
			if (!quota && !plain.startsWith(RATE)) {
				return;
			}
			String what = plain.substring(quota ? QUOTA.length() : RATE.length());
			Count count = (quota || what.contains("token")) ? this.tokens : this.requests;
			this.any |= count.take(what, value, now);
		}

		RateLimit toRateLimit() {
			return new StatedRateLimit(this.requests.limit, this.requests.remaining, this.requests.reset,
					this.tokens.limit, this.tokens.remaining, this.tokens.reset);
		}

	}

	/**
	 * The limit of requests or of tokens.
	 */
	private static final class Count {

		private @Nullable Long limit;

		private @Nullable Long remaining;

		private @Nullable Duration reset;

		boolean take(String what, String value, Instant now) {
			if (what.contains("remaining")) {
				this.remaining = (this.remaining != null) ? this.remaining : number(value);
				return this.remaining != null;
			}
			if (what.contains("reset")) {
				this.reset = (this.reset != null) ? this.reset : duration(value, now);
				return this.reset != null;
			}
			if (what.contains("limit")) {
				this.limit = (this.limit != null) ? this.limit : number(value);
				return this.limit != null;
			}
			return false;
		}

	}

}
