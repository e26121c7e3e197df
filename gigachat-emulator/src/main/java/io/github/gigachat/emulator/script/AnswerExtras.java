package io.github.gigachat.emulator.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.WebPage;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says beside its text or its call.
 *
 * @param reasoning what the model thought, null when it does not tell
 * @param sources the pages that a web search found
 * @param tools the built-in tools that ran for the answer
 * @param widgets the widgets that belong to the text
 * @param additionalData what stands in {@code additional_data}, null for nothing
 * @param documentedEnd whether the answer ends as the service's documentation has it
 * @param plannedCalls the number of calls that the model keeps under the state id; 0 for
 * those that it returned
 */
public record AnswerExtras(@Nullable String reasoning, List<WebPage> sources, List<ToolRun> tools,
		List<Map<String, ?>> widgets, @Nullable Object additionalData, boolean documentedEnd, int plannedCalls) {

	public static final AnswerExtras NONE = new AnswerExtras(null, List.of(), List.of(), List.of(), null, false, 0);

	public AnswerExtras withReasoning(String text) {
		return new AnswerExtras(text, this.sources, this.tools, this.widgets, this.additionalData, this.documentedEnd,
				this.plannedCalls);
	}

	public AnswerExtras withSources(List<WebPage> pages) {
		return new AnswerExtras(this.reasoning, List.copyOf(pages), this.tools, this.widgets, this.additionalData,
				this.documentedEnd, this.plannedCalls);
	}

	public AnswerExtras withTool(ToolRun run) {
		List<ToolRun> more = new ArrayList<>(this.tools);
		more.add(run);
		return withTools(more);
	}

	public AnswerExtras withTools(List<ToolRun> runs) {
		return new AnswerExtras(this.reasoning, this.sources, List.copyOf(runs), this.widgets, this.additionalData,
				this.documentedEnd, this.plannedCalls);
	}

	public AnswerExtras withWidgets(List<? extends Map<String, ?>> shown) {
		return new AnswerExtras(this.reasoning, this.sources, this.tools, List.copyOf(shown), this.additionalData,
				this.documentedEnd, this.plannedCalls);
	}

	public AnswerExtras withAdditionalData(Object data) {
		return new AnswerExtras(this.reasoning, this.sources, this.tools, this.widgets, data, this.documentedEnd,
				this.plannedCalls);
	}

	public AnswerExtras withPlannedCalls(int count) {
		return new AnswerExtras(this.reasoning, this.sources, this.tools, this.widgets, this.additionalData,
				this.documentedEnd, count);
	}

	public AnswerExtras withDocumentedEnd() {
		return new AnswerExtras(this.reasoning, this.sources, this.tools, this.widgets, this.additionalData, true,
				this.plannedCalls);
	}

	/**
	 * One run of a built-in tool.
	 *
	 * @param name the tool's name
	 * @param success whether it did what it should
	 */
	public record ToolRun(String name, boolean success) {
	}

}
