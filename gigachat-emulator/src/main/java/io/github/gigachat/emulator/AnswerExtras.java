package io.github.gigachat.emulator;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What an answer says beside its text or its call.
 *
 * @param reasoning what the model thought, null when it does not tell
 * @param sources the pages that a web search found
 * @param tools the built-in tools that ran for the answer
 * @param plannedCalls how many calls the model keeps under the state id; 0 for those that
 * it returned
 */
record AnswerExtras(@Nullable String reasoning, List<WebPage> sources, List<ToolRun> tools, int plannedCalls) {

	static final AnswerExtras NONE = new AnswerExtras(null, List.of(), List.of(), 0);

	AnswerExtras withReasoning(String text) {
		return new AnswerExtras(text, this.sources, this.tools, this.plannedCalls);
	}

	AnswerExtras withSources(List<WebPage> pages) {
		return new AnswerExtras(this.reasoning, List.copyOf(pages), this.tools, this.plannedCalls);
	}

	AnswerExtras withTool(ToolRun run) {
		List<ToolRun> more = new ArrayList<>(this.tools);
		more.add(run);
		return new AnswerExtras(this.reasoning, this.sources, List.copyOf(more), this.plannedCalls);
	}

	AnswerExtras withPlannedCalls(int count) {
		return new AnswerExtras(this.reasoning, this.sources, this.tools, count);
	}

	/**
	 * One run of a built-in tool.
	 *
	 * @param name the tool's name
	 * @param success whether it did what it should
	 */
	record ToolRun(String name, boolean success) {
	}

}
