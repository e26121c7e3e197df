package io.github.gigachat.spring.ai.live;

import java.util.List;
import java.util.stream.Stream;

/**
 * The rules of the live check, in the order in which they are asked for.
 */
public final class LiveRules {

	private LiveRules() {
	}

	/**
	 * All rules: cheap and important ones first, so that a spent budget leaves out the
	 * others.
	 * @return the rules
	 */
	public static List<LiveRule> all() {
		return Stream
			.of(ChatRules.all(), ToolRules.all(), EmbeddingRules.all(), ChatV2Rules.all(), SchemaRules.all(),
					FileRules.all(), UsageRules.all(), CountMismatchRule.all())
			.flatMap(List::stream)
			.toList();
	}

	/**
	 * Finds a rule.
	 * @param name its name
	 * @return the rule
	 * @throws IllegalArgumentException if there is none of that name
	 */
	static LiveRule named(String name) {
		return all().stream()
			.filter((rule) -> rule.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("No rule of the live check has the name " + name));
	}

}
