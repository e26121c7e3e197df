package io.github.gigachat.spring.ai.internal.media;

import java.net.IDN;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import org.jspecify.annotations.Nullable;

/**
 * Parses URLs as people write them, with a host and a path in any script.
 */
final class UrlText {

	/**
	 * A host and port. {@code java.net.URI} does not recognise a host that is not in
	 * ASCII.
	 */
	private static final Pattern HOST = Pattern.compile("([^@\\[\\]:]+)(:\\d*)?");

	private UrlText() {
	}

	/**
	 * Parses a URL.
	 * @return the URL in ASCII, as HTTP requires
	 * @throws IllegalArgumentException if the text is not a URL
	 */
	static URI parse(String text) {
		URI uri = URI.create(text);
		String authority = uri.getRawAuthority();
		if (uri.getHost() == null && authority != null) {
			Matcher host = HOST.matcher(authority);
			if (host.matches()) {
				String ascii = IDN.toASCII(host.group(1)) + text.substring(text.indexOf(authority) + host.end(1));
				uri = URI.create(uri.getScheme() + "://" + ascii);
			}
		}
		return URI.create(uri.toASCIIString());
	}

	/**
	 * Parses the target of a redirect.
	 * @param from the URL that redirects
	 * @param location the {@code Location} header, absolute or relative
	 * @throws GigaChatNonTransientException if the target may not be fetched
	 */
	static URI redirect(URI from, @Nullable String location, MediumPlace where) {
		if (location == null || location.isBlank()) {
			throw noTarget(where);
		}
		URI target;
		try {
			target = parse(resolve(from, readable(location)).toString());
		}
		catch (IllegalArgumentException ex) {
			// without the text and the cause, which quotes it: the text may hold a secret
			throw noTarget(where);
		}
		PromptFile.requireFetchable(target, where);
		if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(target.getScheme())) {
			throw where.invalid("has a URL that redirects from https to http, which is not followed",
					"Give an https URL of the file itself");
		}
		return target;
	}

	/**
	 * Decodes a header as UTF-8, which servers send; the client has decoded it as ISO
	 * 8859-1.
	 */
	private static String readable(String location) {
		return new String(location.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip()
			.replace(" ", "%20");
	}

	/**
	 * Resolves a reference as RFC 3986 requires. {@code java.net.URI} appends a relative
	 * path to an empty path without a slash, and drops the last segment if the reference
	 * is only a query.
	 */
	private static URI resolve(URI from, String location) {
		URI base = from.getRawPath().isEmpty() ? from.resolve("/") : from;
		return base.resolve(URI.create(location.startsWith("?") ? base.getRawPath() + location : location));
	}

	private static GigaChatNonTransientException noTarget(MediumPlace where) {
		return where.invalid("has a URL that redirects to an invalid URL", "Give the URL of the file itself");
	}

}
