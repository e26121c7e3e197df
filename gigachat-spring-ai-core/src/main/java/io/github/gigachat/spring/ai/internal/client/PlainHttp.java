package io.github.gigachat.spring.ai.internal.client;

import java.net.URI;
import java.util.Locale;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs a warning if secrets are sent to another machine over plain HTTP, where anyone on
 * the network path can read them.
 * <p>
 * The URL is not refused: behind a gateway or a sidecar of a cluster, plain HTTP is a
 * choice that only the operator can judge.
 */
public final class PlainHttp {

	private static final Log logger = LogFactory.getLog(BodyLog.LOGGER_NAME);

	private PlainHttp() {
	}

	/**
	 * Logs a warning if the URL is a plain HTTP URL of another machine.
	 * @param url the URL
	 * @param property the name of the property, without {@code spring.ai.gigachat.}
	 * @param what the secrets that are sent there, for the message
	 */
	public static void warnOf(URI url, String property, String what) {
		if ("http".equalsIgnoreCase(url.getScheme()) && !isLocal(url.getHost())) {
			logger.warn("spring.ai.gigachat." + property + " is an http URL of another host, " + url.getHost() + ": "
					+ what + " can be read by anyone on the way. Use https.");
		}
	}

	/** Returns whether the name is that of this machine. The name is not resolved. */
	private static boolean isLocal(String host) {
		String name = host.toLowerCase(Locale.ROOT);
		return name.equals("localhost") || name.endsWith(".localhost") || name.equals("[::1]")
				|| name.matches("127(\\.\\d{1,3}){3}");
	}

}
