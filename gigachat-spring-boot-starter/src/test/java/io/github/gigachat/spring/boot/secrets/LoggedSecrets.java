package io.github.gigachat.spring.boot.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;

/**
 * Collects logged secrets and content of messages during the run of tests.
 */
public final class LoggedSecrets {

	/** Keys and tokens of the tests, and texts that have their form. */
	private static final Pattern SECRET = Pattern.compile("MARKER|s3cr|sesam|hidden|emulator-token"
			+ "|(?<!client-)secret|(?:Basic|Bearer)\\s+[A-Za-z0-9+/=._~-]{4,}|MDAwMDAwMDAt");

	/** Messages of the tests are in Russian, log lines of the provider in English. */
	private static final Pattern CONTENT = Pattern.compile("\\p{IsCyrillic}");

	/** Logger of the bodies, if the application enables their log. */
	private static final String BODIES = "io.github.gigachat.spring.ai.api";

	private static final Queue<String> found = new ConcurrentLinkedQueue<>();

	private static final AtomicLong heard = new AtomicLong();

	private LoggedSecrets() {
	}

	static void look(ILoggingEvent event) {
		heard.incrementAndGet();
		String text = event.getFormattedMessage() + ((event.getThrowableProxy() != null)
				? "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy()) : "");
		boolean bodies = event.getLevel() == Level.TRACE && event.getLoggerName().equals(BODIES);
		if (SECRET.matcher(text).find() || (!bodies && CONTENT.matcher(text).find())) {
			found.add(event.getLevel() + " " + event.getLoggerName() + " [" + event.getThreadName() + "] " + text);
		}
	}

	/** Returns the number of checked events. */
	static long heard() {
		return heard.get();
	}

	/** Returns and forgets the findings. */
	static List<String> take() {
		List<String> taken = new ArrayList<>();
		for (String line = found.poll(); line != null; line = found.poll()) {
			taken.add(line);
		}
		return taken;
	}

	static void assertNone() {
		List<String> lines = take();
		if (!lines.isEmpty()) {
			throw new AssertionError(
					"Secrets or content were logged, by this test or just before it:\n" + String.join("\n", lines));
		}
	}

}
