package io.github.gigachat.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Knows the JVMs whose HTTP client fails open streams at a graceful end of an HTTP/2
 * connection, which was mended by JDK-8335181.
 */
final class OldJvmNotice {

	private static final int AFFECTED_FEATURE = 17;

	private static final int MENDED_IN_UPDATE = 17;

	private OldJvmNotice() {
	}

	static @Nullable String of(Runtime.Version version) {
		if (version.feature() != AFFECTED_FEATURE || version.update() >= MENDED_IN_UPDATE) {
			return null;
		}
		return "Java " + version + " breaks open streams when GigaChat's gateway closes an HTTP/2 connection in good"
				+ " order (JDK-8335181); update to 17.0.17 or later";
	}

}
