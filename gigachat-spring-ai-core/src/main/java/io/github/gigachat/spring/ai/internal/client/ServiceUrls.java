package io.github.gigachat.spring.ai.internal.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Checks the configured URLs of the service.
 */
public final class ServiceUrls {

	/** The root of the v1 API of the public service. */
	public static final String DEFAULT_BASE_URL = "https://api.giga.chat/v1";

	private static final Pattern VERSION = Pattern.compile("/v\\d+$");

	private static final Pattern ROOT = Pattern.compile("/*");

	private ServiceUrls() {
	}

	/** Returns the root of the API without trailing slashes. */
	public static URI base(String url) {
		String stripped = url.strip();
		while (stripped.endsWith("/")) {
			stripped = stripped.substring(0, stripped.length() - 1);
		}
		return checked(stripped, "base-url");
	}

	public static URI auth(@Nullable String url, String defaultUrl) {
		return checked((url != null && !url.isBlank()) ? url.strip() : defaultUrl, "auth-url");
	}

	/**
	 * Returns the endpoint of v2 chats.
	 * @param url the configured URL; blank or {@code null} to derive it from the base
	 * @param base the root of the v1 API
	 * @return the URL, or {@code null} if it is not configured and the base does not end
	 * in a version
	 */
	public static @Nullable URI v2(@Nullable String url, URI base) {
		if (url != null && !url.isBlank()) {
			return endpoint(checked(url.strip(), "chat.v2-url"));
		}
		Matcher version = VERSION.matcher(base.toString());
		return version.find() ? URI.create(version.replaceFirst("/v2/chat/completions")) : null;
	}

	private static URI endpoint(URI url) {
		if (ROOT.matcher(url.getRawPath()).matches()) {
			throw wrong("chat.v2-url", "has to be the whole URL of the endpoint, with its path, such as"
					+ " https://api.giga.chat/v2/chat/completions; it has no path");
		}
		return url;
	}

	private static URI checked(String url, String property) {
		URI uri;
		try {
			uri = new URI(url);
		}
		catch (URISyntaxException ex) {
			throw wrong(property, "is not a URL: " + ex.getReason() + " at position " + ex.getIndex());
		}
		String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
		if (!scheme.equals("https") && !scheme.equals("http")) {
			throw wrong(property, "has to begin with https:// or http://");
		}
		if (uri.getHost() == null) {
			throw wrong(property, "has no host");
		}
		// no message shows the URL: it may contain a password
		if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
			throw wrong(property, "must have neither user, query nor fragment");
		}
		return uri;
	}

	private static IllegalArgumentException wrong(String property, String what) {
		return new IllegalArgumentException("spring.ai.gigachat." + property + " " + what);
	}

	/** Returns whether both URLs have the same scheme, host and port. */
	public static boolean sameOrigin(URI one, URI other) {
		return one.getScheme().equalsIgnoreCase(other.getScheme()) && one.getHost().equalsIgnoreCase(other.getHost())
				&& port(one) == port(other);
	}

	private static int port(URI uri) {
		if (uri.getPort() >= 0) {
			return uri.getPort();
		}
		return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
	}

}
