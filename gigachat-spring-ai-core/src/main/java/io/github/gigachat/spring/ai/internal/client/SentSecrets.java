package io.github.gigachat.spring.ai.internal.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Blots out of a text what the headers of a request carried, as an answer may quote it.
 */
public final class SentSecrets {

	private static final SentSecrets NONE = new SentSecrets(Map.of());

	/** What this provider's own headers say of themselves is nobody's secret. */
	private static final Set<String> PLAIN = Set.of("user-agent", "accept", "content-type", "cache-control",
			"x-request-id", "rquid");

	/** A shorter value is no secret, and occurs in any text. */
	private static final int SHORTEST_SECRET = 6;

	/**
	 * What has this form is a secret, whoever sent it; a word behind these is shorter.
	 */
	private static final Pattern CREDENTIALS = Pattern.compile("(Basic|Bearer)(\\s+)[A-Za-z0-9+/=._~-]{16,}",
			Pattern.CASE_INSENSITIVE);

	private static final String BLOT = "***";

	private final Map<String, String> headers;

	private SentSecrets(Map<String, String> headers) {
		this.headers = headers;
	}

	/**
	 * What a request carried.
	 * @param headers its headers
	 */
	static SentSecrets of(Map<String, String> headers) {
		return new SentSecrets(headers);
	}

	/** Where it is not known what was sent. */
	static SentSecrets none() {
		return NONE;
	}

	/** The text without the values that were sent. */
	String blotted(String text) {
		String blotted = text;
		for (String value : values()) {
			blotted = blotted.replace(value, BLOT);
		}
		return blotted;
	}

	/** The text without those values, and without any others that look like them. */
	String blottedThoroughly(String text) {
		return CREDENTIALS.matcher(blotted(text)).replaceAll("$1$2" + BLOT);
	}

	private List<String> values() {
		return this.headers.entrySet()
			.stream()
			.filter((header) -> !PLAIN.contains(header.getKey().toLowerCase(Locale.ROOT)))
			.flatMap(SentSecrets::values)
			.filter((value) -> value.length() >= SHORTEST_SECRET)
			// one that is part of another must not leave the rest of it
			.sorted(Comparator.comparingInt(String::length).reversed())
			.toList();
	}

	private static Stream<String> values(Map.Entry<String, String> header) {
		String value = header.getValue();
		if (!header.getKey().toLowerCase(Locale.ROOT).endsWith("authorization")) {
			return Stream.of(value);
		}
		// a text may quote them without the word before them, and escape what pads them
		String credentials = value.substring(value.lastIndexOf(' ') + 1);
		return Stream.concat(Stream.of(credentials.replaceAll("=+$", "")), password(credentials).stream());
	}

	/** Who decodes the key may quote its secret half. */
	private static List<String> password(String credentials) {
		try {
			String decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
			int colon = decoded.indexOf(':');
			return (colon >= 0) ? List.of(decoded.substring(colon + 1)) : List.of();
		}
		catch (IllegalArgumentException ex) {
			return List.of();
		}
	}

}
