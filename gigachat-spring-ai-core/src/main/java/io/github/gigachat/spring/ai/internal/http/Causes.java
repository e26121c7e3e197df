package io.github.gigachat.spring.ai.internal.http;

import org.jspecify.annotations.Nullable;

/**
 * Looks down an exception's chain of causes.
 */
public final class Causes {

	/** No honest chain is longer; one with a cycle would not end. */
	private static final int MAX_DEPTH = 32;

	private Causes() {
	}

	/**
	 * The outermost exception of a type, the given one included.
	 */
	public static <T extends Throwable> @Nullable T find(@Nullable Throwable failure, Class<T> type) {
		Throwable cause = failure;
		for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
			if (type.isInstance(cause)) {
				return type.cast(cause);
			}
			cause = cause.getCause();
		}
		return null;
	}

	/**
	 * The innermost exception, the given one if it has no cause.
	 */
	static Throwable root(Throwable failure) {
		Throwable root = failure;
		Throwable cause = failure.getCause();
		for (int depth = 1; cause != null && depth < MAX_DEPTH; depth++) {
			root = cause;
			cause = cause.getCause();
		}
		return root;
	}

	/**
	 * Whether a message in the chain contains one of the given words.
	 */
	static boolean mention(@Nullable Throwable failure, String... words) {
		Throwable cause = failure;
		for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
			String message = cause.getMessage();
			if (message != null && containsAny(message, words)) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

	private static boolean containsAny(String message, String... words) {
		for (String word : words) {
			if (message.contains(word)) {
				return true;
			}
		}
		return false;
	}

}
