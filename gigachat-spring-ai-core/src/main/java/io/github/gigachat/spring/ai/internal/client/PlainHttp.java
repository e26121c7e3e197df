package io.github.gigachat.spring.ai.internal.client;

import java.net.URI;
import java.util.Locale;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Warns of secrets that go to another machine over http, where anyone on the way can read
 * them.
 * <p>
 * It is a warning and no refusal: behind a gateway or a sidecar of a cluster, http is a
 * choice that only its operator can judge.
 */
public final class PlainHttp {

	private static final Log logger = LogFactory.getLog("io.github.gigachat.spring.ai.api");

	private PlainHttp() {
	}

	/**
	 * Warns when the URL is of another machine, and not over TLS.
	 * @param property the property's name, behind {@code spring.ai.gigachat.}
	 * @param what what goes there
	 */
	public static void warnOf(URI url, String property, String what) {
		if ("http".equalsIgnoreCase(url.getScheme()) && !isLocal(url.getHost())) {
			logger.warn("spring.ai.gigachat." + property + " is an http URL of another host, " + url.getHost() + ": "
					+ what + " can be read by anyone on the way. Use https.");
		}
	}

	/** By name alone: nothing is looked up. */
	private static boolean isLocal(String host) {
		String name = host.toLowerCase(Locale.ROOT);
		return name.equals("localhost") || name.endsWith(".localhost") || name.equals("[::1]")
				|| name.matches("127(\\.\\d{1,3}){3}");
	}

}
