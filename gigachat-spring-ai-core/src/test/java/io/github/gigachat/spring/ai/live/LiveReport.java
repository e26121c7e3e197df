package io.github.gigachat.spring.ai.live;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The report of a live check, without anything that identifies the account.
 *
 * @param head what was asked: the base URL, the scope and the models
 * @param lines a line for each rule
 * @param spent the tokens that the answers stated
 * @param budget the maximum number of tokens
 */
public record LiveReport(String head, List<Line> lines, long spent, long budget) {

	/**
	 * Finds the verdict on a rule.
	 * @param name the rule's name
	 * @return the finding
	 */
	public Finding finding(String name) {
		return this.lines.stream()
			.filter((line) -> line.rule().name().equals(name))
			.map(Line::finding)
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Fails if the report says nothing about the service: no rule reached it, or the
	 * check itself broke. A refuted rule is a result, not a failure.
	 * @throws AssertionError if the report is of no use
	 */
	public void assertUsable() {
		for (Line line : this.lines) {
			if (line.fault() != null) {
				throw new AssertionError("The live check itself failed at the rule " + line.rule().name(),
						withoutMessage(line.fault()));
			}
		}
		if (this.lines.stream().allMatch((line) -> line.finding().verdict() == Verdict.NOT_REACHED)) {
			throw new AssertionError(
					"The live check reached nobody: " + this.lines.get(0).finding().detail() + "; see the report");
		}
	}

	/** The type and the place of a fault; its message may quote traffic. */
	private static Throwable withoutMessage(Throwable fault) {
		Throwable place = new Throwable(fault.getClass().getName());
		place.setStackTrace(fault.getStackTrace());
		return place;
	}

	/**
	 * The report as it is printed and written.
	 */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("GigaChat live check: ").append(this.head).append("\n\n");
		for (Line line : this.lines) {
			text.append(line.rule().name()).append(": ").append(line.finding().verdict()).append('\n');
			text.append("    ").append(line.rule().statement()).append('\n');
			if (!line.finding().detail().isEmpty()) {
				text.append("    Seen: ").append(line.finding().detail()).append('\n');
			}
		}
		text.append('\n');
		for (Verdict verdict : Verdict.values()) {
			List<String> names = this.lines.stream()
				.filter((line) -> line.finding().verdict() == verdict)
				.map((line) -> line.rule().name())
				.toList();
			if (!names.isEmpty()) {
				text.append(verdict).append(" (").append(names.size()).append("): ");
				text.append(String.join(", ", names)).append('\n');
			}
		}
		return text.append("Tokens: ")
			.append(this.spent)
			.append(" of at most ")
			.append(this.budget)
			.append(".\n")
			.toString();
	}

	/**
	 * The result for one rule.
	 *
	 * @param rule the rule
	 * @param finding what was found
	 * @param fault the failure of the check itself, or null
	 */
	public record Line(LiveRule rule, Finding finding, @Nullable Throwable fault) {
	}

}
