package io.github.gigachat.spring.ai.internal.http;

/**
 * Carries a failure that no further attempt of a call may follow, whatever its kind. It
 * is replaced by its failure before it reaches the application.
 */
public final class FinalFailure extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final RuntimeException failure;

	public FinalFailure(RuntimeException failure) {
		super(failure);
		this.failure = failure;
	}

	public RuntimeException failure() {
		return this.failure;
	}

}
