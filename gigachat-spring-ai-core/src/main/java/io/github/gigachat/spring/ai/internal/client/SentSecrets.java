package io.github.gigachat.spring.ai.internal.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.gigachat.spring.ai.internal.http.SentHeaders;

/**
 * The secrets in the headers of a request. Masks them in a text, because a response may
 * quote them.
 */
public final class SentSecrets {

	private static final SentSecrets NONE = new SentSecrets(new SentHeaders());

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

	private final SentHeaders headers;

	private SentSecrets(SentHeaders headers) {
		this.headers = headers;
	}

	/** Returns the secrets of a request. */
	static SentSecrets of(SentHeaders headers) {
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
		List<String> values = new ArrayList<>();
		this.headers.forEach((name, value) -> values.addAll(secretsOf(name.toLowerCase(Locale.ROOT), value)));
		values.removeIf((value) -> value.length() < SHORTEST_SECRET);
		// longest first: masking a part of a longer secret would leave the rest of it
		values.sort(Comparator.comparingInt(String::length).reversed());
		return values;
	}

	private static List<String> secretsOf(String name, String value) {
		if (PLAIN.contains(name)) {
			return List.of();
		}
		if (!name.endsWith("authorization")) {
			return List.of(value);
		}
		// a text may quote the credentials without their scheme and with escaped padding
		String credentials = value.substring(value.lastIndexOf(' ') + 1);
		List<String> secrets = new ArrayList<>(password(credentials));
		secrets.add(credentials.replaceAll("=+$", ""));
		return secrets;
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
