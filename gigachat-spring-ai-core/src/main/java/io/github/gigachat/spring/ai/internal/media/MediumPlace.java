package io.github.gigachat.spring.ai.internal.media;

import io.github.gigachat.spring.ai.failure.FailureDetails;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MimeType;

/**
 * The place of a medium in its prompt, by which failures name it without quoting content.
 *
 * @param message the index of the message among all messages of the prompt, from 0
 * @param medium the index of the medium in the message, from 0
 * @param type the type that the application declared
 */
public record MediumPlace(int message, int medium, MimeType type) {

	/** Returns the name of the medium for the {@code option()} of failures. */
	public String option() {
		return option(this.message) + "[" + this.medium + "]";
	}

	/**
	 * Returns the name of all media of a message for the {@code option()} of failures.
	 */
	public static String option(int message) {
		return "messages[" + message + "].media";
	}

	GigaChatNonTransientException invalid(String what, @Nullable String hint) {
		return failure(FailureKind.INVALID_REQUEST, what, hint, null);
	}

	/**
	 * Creates the failure of a request for which this medium is to blame.
	 * @param what the problem, which continues the name of the medium
	 */
	public GigaChatNonTransientException failure(FailureKind kind, String what, @Nullable String hint,
			@Nullable Throwable cause) {
		return new GigaChatNonTransientException(details(kind, what, hint), cause);
	}

	GigaChatTransientException transientFailure(FailureKind kind, String what, @Nullable String hint,
			@Nullable Throwable cause) {
		return new GigaChatTransientException(details(kind, what, hint), cause);
	}

	private FailureDetails details(FailureKind kind, String what, @Nullable String hint) {
		return FailureDetails.of(kind, this + " " + what).withHint(hint).withOption(option());
	}

	/** Returns the name of the medium in messages, such as "Medium 1 of message 2". */
	@Override
	public String toString() {
		return "Medium " + (this.medium + 1) + " of message " + (this.message + 1) + " (" + this.type.getType() + "/"
				+ this.type.getSubtype() + ")";
	}

}
