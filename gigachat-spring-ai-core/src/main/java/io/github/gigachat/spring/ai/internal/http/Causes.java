package io.github.gigachat.spring.ai.internal.http;

import org.jspecify.annotations.Nullable;

/**
 * Searches the cause chain of an exception.
 */
public final class Causes {

	/** Bounds the search, because a chain with a cycle has no end. */
	private static final int MAX_DEPTH = 32;

	private Causes() {
	}

	/**
	 * Returns the outermost exception of a type, including the given one.
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
	 * Returns the innermost cause, or the given exception if it has no cause.
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
	 * Returns whether any message in the chain contains one of the given words.
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
