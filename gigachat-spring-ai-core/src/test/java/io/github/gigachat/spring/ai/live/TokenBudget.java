package io.github.gigachat.spring.ai.live;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The tokens that a run of the live check may use, by the service's own count. A request
 * is not made once the sum has reached the limit; the last request before that may exceed
 * it by its own cost.
 */
final class TokenBudget {

	private final long limit;

	private final AtomicLong spent = new AtomicLong();

	TokenBudget(long limit) {
		this.limit = limit;
	}

	void spend(long tokens) {
		this.spent.addAndGet(tokens);
	}

	/**
	 * Checks the budget before a request.
	 * @throws Spent if nothing is left
	 */
	void check() {
		if (this.spent.get() >= this.limit) {
			throw new Spent();
		}
	}

	long spent() {
		return this.spent.get();
	}

	/**
	 * Signals that a request was not made.
	 */
	static final class Spent extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Spent() {
			super("The budget of tokens is spent");
		}

	}

}
