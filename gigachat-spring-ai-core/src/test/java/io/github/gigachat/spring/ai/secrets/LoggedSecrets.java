package io.github.gigachat.spring.ai.secrets;

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
 * What was logged in this run of tests that must not have been.
 */
public final class LoggedSecrets {

	/** Keys and tokens of the tests, and whatever has their form. */
	private static final Pattern SECRET = Pattern.compile("MARKER|s3cr|sesam|hidden|emulator-token"
			+ "|(?<!client-)secret|(?:Basic|Bearer)\\s+[A-Za-z0-9+/=._~-]{4,}|MDAwMDAwMDAt");

	/** The provider speaks English; the tests ask and answer in Russian. */
	private static final Pattern CONTENT = Pattern.compile("\\p{IsCyrillic}");

	/** Where the bodies of messages go that an application asks to see. */
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

	/** How many events were looked at so far. */
	static long heard() {
		return heard.get();
	}

	/** Takes what was found so far. */
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
