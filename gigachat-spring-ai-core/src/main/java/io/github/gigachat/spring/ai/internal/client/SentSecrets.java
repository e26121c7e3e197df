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
 * The secrets in the headers of a request. Masks them in a text, because a response may
 * quote them.
 */
public final class SentSecrets {

	private static final SentSecrets NONE = new SentSecrets(Map.of());

	/** Headers of this provider whose values are not secret. */
	private static final Set<String> PLAIN = Set.of("user-agent", "accept", "content-type", "cache-control",
			"x-request-id", "rquid");

	/**
	 * The minimum length of a secret. A shorter value is not secret and may occur in any
	 * text.
	 */
	private static final int SHORTEST_SECRET = 6;

	/**
	 * Credentials of any sender. Ordinary words after {@code Basic} or {@code Bearer} are
	 * shorter.
	 */
	private static final Pattern CREDENTIALS = Pattern.compile("(Basic|Bearer)(\\s+)[A-Za-z0-9+/=._~-]{16,}",
			Pattern.CASE_INSENSITIVE);

	private static final String BLOT = "***";

	private final Map<String, String> headers;

	private SentSecrets(Map<String, String> headers) {
		this.headers = headers;
	}

	/** Returns the secrets of a request. */
	static SentSecrets of(Map<String, String> headers) {
		return new SentSecrets(headers);
	}

	/** Returns an instance without secrets, for a place where the request is unknown. */
	static SentSecrets none() {
		return NONE;
	}

	/** Masks the secrets in a text. */
	String blotted(String text) {
		String blotted = text;
		for (String value : values()) {
			blotted = blotted.replace(value, BLOT);
		}
		return blotted;
	}

	/** Masks the secrets in a text, and everything else that looks like credentials. */
	String blottedThoroughly(String text) {
		return CREDENTIALS.matcher(blotted(text)).replaceAll("$1$2" + BLOT);
	}

	private List<String> values() {
		return this.headers.entrySet()
			.stream()
			.filter((header) -> !PLAIN.contains(header.getKey().toLowerCase(Locale.ROOT)))
			.flatMap(SentSecrets::values)
			.filter((value) -> value.length() >= SHORTEST_SECRET)
			// longest first: masking a part of a longer secret would leave the rest of it
			.sorted(Comparator.comparingInt(String::length).reversed())
			.toList();
	}

	private static Stream<String> values(Map.Entry<String, String> header) {
		String value = header.getValue();
		if (!header.getKey().toLowerCase(Locale.ROOT).endsWith("authorization")) {
			return Stream.of(value);
		}
		// a text may quote the credentials without their scheme and with escaped padding
		String credentials = value.substring(value.lastIndexOf(' ') + 1);
		return Stream.concat(Stream.of(credentials.replaceAll("=+$", "")), password(credentials).stream());
	}

	/**
	 * Returns the secret half of a Basic key, which a server that decodes the key may
	 * quote.
	 */
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
