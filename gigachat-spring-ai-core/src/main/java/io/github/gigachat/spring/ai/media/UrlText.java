package io.github.gigachat.spring.ai.media;

import java.net.IDN;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads URLs as people write them: with a host and a path in any script.
 */
final class UrlText {

	/** A host that Java takes for no host, unless it is in ASCII, with its port. */
	private static final Pattern HOST = Pattern.compile("([^@\\[\\]:]+)(:\\d*)?");

	private UrlText() {
	}

	/**
	 * Reads a URL.
	 * @param text the URL
	 * @return the same in ASCII, which is all that may go out
	 * @throws IllegalArgumentException when it is none
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

}
