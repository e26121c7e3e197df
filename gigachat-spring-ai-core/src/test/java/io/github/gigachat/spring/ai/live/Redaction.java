package io.github.gigachat.spring.ai.live;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes from recorded traffic what identifies an account: keys, tokens, the ids of
 * requests, sessions, files and states, and the hosts of private installations. Equal ids
 * get equal replacements of the same form, so that a recording can still be replayed.
 * Headers are kept only if they are listed here.
 */
final class Redaction {

	private static final String BLOT = "REDACTED";

	private static final Set<String> PUBLIC_HOSTS = Set.of("api.giga.chat", "gigachat.devices.sberbank.ru",
			"ngw.devices.sberbank.ru", "127.0.0.1", "localhost");

	private static final String PRIVATE_HOST = "private.invalid";

	private static final Set<String> PLAIN_HEADERS = Set.of("accept", "content-type", "user-agent", "retry-after");

	private static final Set<String> ID_HEADERS = Set.of("x-request-id", "x-session-id", "x-client-id", "rquid");

	private static final Pattern UUID = Pattern
		.compile("\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b");

	private static final Pattern CREDENTIALS = Pattern.compile("\\b(Basic|Bearer)(\\s+)[A-Za-z0-9+/=._~-]{8,}",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern TOKEN = Pattern.compile("\"(access_token|tok)\"\\s*:\\s*\"([^\"]+)\"");

	private static final Pattern END_OF_TOKEN = Pattern.compile("(\"(?:expires_at|exp)\"\\s*:\\s*)(\\d+)");

	/** A shorter value is no secret, and occurs in any text. */
	private static final int SHORTEST = 6;

	private final Map<String, String> replacements = new ConcurrentHashMap<>();

	private final Queue<Pattern> hosts = new ConcurrentLinkedQueue<>();

	private final Map<String, String> ids = new ConcurrentHashMap<>();

	private final AtomicInteger count = new AtomicInteger();

	/** Makes a secret known, with the two parts of an authorization key. */
	void learnSecret(String secret) {
		learn(secret, BLOT);
		try {
			String decoded = new String(Base64.getDecoder().decode(secret), StandardCharsets.UTF_8);
			int colon = decoded.indexOf(':');
			if (colon > 0) {
				learn(decoded, BLOT);
				learn(decoded.substring(0, colon), BLOT);
				learn(decoded.substring(colon + 1), BLOT);
			}
		}
		catch (IllegalArgumentException ex) {
			// a token, which is no Base64 of two parts
		}
	}

	/**
	 * Makes the host of a URL known, however short it is, unless it is a public one of
	 * the service.
	 */
	void learnHost(String url) {
		URI uri = URI.create(url);
		// a name with an underscore is an authority, and no host by RFC 3986
		String host = (uri.getHost() != null) ? uri.getHost()
				: String.valueOf(uri.getAuthority()).replaceAll("^.*@|:\\d+$", "");
		if (!PUBLIC_HOSTS.contains(host.toLowerCase(Locale.ROOT))) {
			this.hosts.add(Pattern.compile("(?<![A-Za-z0-9_.-])" + Pattern.quote(host) + "(?![A-Za-z0-9_-])",
					Pattern.CASE_INSENSITIVE));
		}
	}

	private void learn(String value, String replacement) {
		if (value.length() >= SHORTEST) {
			this.replacements.put(value, replacement);
			this.replacements.put(value.replace("/", "\\/"), replacement);
			this.replacements.put(URLEncoder.encode(value, StandardCharsets.UTF_8), replacement);
		}
	}

	/**
	 * Makes the secrets and ids of an exchange known before any part of it is written.
	 */
	void learn(Map<String, List<String>> headers, String body) {
		headers.forEach((name, values) -> values.forEach((value) -> learnHeader(name.toLowerCase(Locale.ROOT), value)));
		Matcher token = TOKEN.matcher(body);
		while (token.find()) {
			learn(token.group(2), BLOT);
		}
	}

	private void learnHeader(String name, String value) {
		if (name.equals("authorization")) {
			learnSecret(value.substring(value.indexOf(' ') + 1));
		}
		else if (ID_HEADERS.contains(name)) {
			learn(value, id(value));
		}
		else if (name.contains("cookie")) {
			learn(value, BLOT);
		}
	}

	/**
	 * Redacts a text: what was learnt, the longest value first, and whatever has the form
	 * of credentials or of a UUID.
	 */
	String text(String text) {
		String redacted = text;
		List<String> known = this.replacements.keySet()
			.stream()
			.sorted(Comparator.comparingInt(String::length).reversed())
			.toList();
		for (String value : known) {
			redacted = redacted.replace(value, this.replacements.getOrDefault(value, BLOT));
		}
		for (Pattern host : this.hosts) {
			redacted = host.matcher(redacted).replaceAll(PRIVATE_HOST);
		}
		redacted = CREDENTIALS.matcher(redacted).replaceAll("$1$2" + BLOT);
		return UUID.matcher(redacted).replaceAll((found) -> id(found.group()));
	}

	/** Redacts the answer of a token endpoint; its token ends in the year 2100. */
	String tokenAnswer(String body) {
		return END_OF_TOKEN.matcher(text(body))
			.replaceAll((end) -> end.group(1) + ((end.group(2).length() > 11) ? "4102444800000" : "4102444800"));
	}

	Map<String, String> headers(Map<String, List<String>> headers) {
		Map<String, String> kept = new LinkedHashMap<>();
		headers.forEach((name, values) -> {
			String lower = name.toLowerCase(Locale.ROOT);
			if (PLAIN_HEADERS.contains(lower)) {
				kept.put(lower, text(values.get(0)));
			}
			else if (lower.equals("x-request-id") || lower.equals("x-session-id")) {
				kept.put(lower, id(values.get(0)));
			}
		});
		return kept;
	}

	private String id(String id) {
		String known = this.ids.get(id);
		if (known != null || this.ids.containsValue(id)) {
			return (known != null) ? known : id;
		}
		return this.ids.computeIfAbsent(id,
				(added) -> "00000000-0000-4000-8000-%012d".formatted(this.count.incrementAndGet()));
	}

}
