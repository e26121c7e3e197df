package io.github.gigachat.spring.ai.internal.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Checks request headers. A value with a line break would inject another header. The JDK
 * client refuses such a value too, but shows it in its message.
 */
public final class HeaderRules {

	private static final Set<String> OF_THE_CLIENT = Set.of("host", "content-length", "connection", "expect", "upgrade",
			"transfer-encoding");

	private static final String NAME_MARKS = "!#$%&'*+-.^_`|~";

	private HeaderRules() {
	}

	/**
	 * Checks the names and values of headers.
	 * @param authorizationAllowed {@code true} to accept {@code Authorization}
	 * @throws IllegalArgumentException if a header is not allowed; the message names the
	 * header without its value
	 */
	public static void check(Map<String, String> headers, boolean authorizationAllowed) {
		headers.forEach((name, value) -> {
			checkName(name, authorizationAllowed);
			checkValue(name, value);
		});
	}

	private static void checkName(String name, boolean authorizationAllowed) {
		boolean legal = !name.isEmpty() && name.chars().allMatch(HeaderRules::isNameCharacter);
		if (!legal) {
			throw new IllegalArgumentException(
					"A header name has a character that is not allowed: '" + name.replaceAll("\\p{Cntrl}", "?") + "'");
		}
		String lower = name.toLowerCase(Locale.ROOT);
		if (OF_THE_CLIENT.contains(lower)) {
			throw new IllegalArgumentException("The header " + name + " is the HTTP client's own and cannot be set");
		}
		if (lower.equals("authorization") && !authorizationAllowed) {
			throw new IllegalArgumentException("The header " + name
					+ " is created from the credentials; it can be set only with spring.ai.gigachat.auth-type=none");
		}
	}

	private static boolean isNameCharacter(int c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || NAME_MARKS.indexOf(c) >= 0;
	}

	/** Returns the headers for a proxy, which are sent to every host. */
	public static Map<String, String> ofProxies(Map<String, String> headers) {
		Map<String, String> found = new LinkedHashMap<>(headers);
		found.keySet().removeIf((name) -> !name.equalsIgnoreCase("Proxy-Authorization"));
		return found;
	}

	/** Returns whether a header can carry the value. */
	public static boolean isSendable(String value) {
		return value.chars().allMatch((c) -> (c >= ' ' || c == '\t') && c <= '~');
	}

	private static void checkValue(String name, @Nullable String value) {
		if (value == null) {
			throw new IllegalArgumentException("The header " + name + " has no value");
		}
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c == '\r' || c == '\n') {
				throw new IllegalArgumentException(
						"The value of the header " + name + " has a line break at position " + i + "; remove it");
			}
			if ((c < ' ' && c != '\t') || c > '~') {
				throw new IllegalArgumentException("The value of the header " + name + " has a character at position "
						+ i + " that is not allowed in a header; use printable ASCII");
			}
		}
	}

}
