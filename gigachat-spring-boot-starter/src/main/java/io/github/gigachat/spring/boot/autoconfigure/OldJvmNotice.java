package io.github.gigachat.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Recognizes JVMs without the fix of JDK-8335181. Their HTTP client fails open streams
 * when the server closes an HTTP/2 connection gracefully.
 */
final class OldJvmNotice {

	private static final int AFFECTED_FEATURE = 17;

	private static final int FIXED_UPDATE = 17;

	private OldJvmNotice() {
	}

	static @Nullable String of(Runtime.Version version) {
		if (version.feature() != AFFECTED_FEATURE || version.update() >= FIXED_UPDATE) {
			return null;
		}
		return "Java " + version + " breaks open streams when GigaChat's gateway closes an HTTP/2 connection"
				+ " gracefully (JDK-8335181); update to 17.0.17 or later";
	}

}
