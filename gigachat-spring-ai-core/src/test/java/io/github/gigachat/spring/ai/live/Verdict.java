package io.github.gigachat.spring.ai.live;

/**
 * The outcome of the check of one rule.
 */
public enum Verdict {

	/** The service behaved as the rule says. */
	CONFIRMED("confirmed"),

	/** The service behaved otherwise. */
	REFUTED("refuted"),

	/** The contract or the model does not include what the rule needs. */
	NOT_ALLOWED("not allowed by the contract"),

	/** The service answered, but the situation that the rule is about did not occur. */
	NOT_OBSERVED("not observed"),

	/** The service did not answer, or it refused the key. */
	NOT_REACHED("not reached"),

	/** The budget of tokens was spent before. */
	LEFT_OUT("left out, budget spent"),

	/** The check itself failed. */
	BROKEN("broken");

	private final String words;

	Verdict(String words) {
		this.words = words;
	}

	@Override
	public String toString() {
		return this.words;
	}

}
