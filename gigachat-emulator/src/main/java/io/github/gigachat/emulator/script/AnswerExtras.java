package io.github.gigachat.emulator.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.WebPage;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an answer beside its text or calls.
 * 
 * @param reasoning the reasoning text of the model, or null
 * @param sources the pages of a web search
 * @param tools the runs of built-in tools
 * @param widgets the widgets of the text
 * @param additionalData the value of {@code additional_data}, or null
 * @param documentedEnd whether the answer ends as the service's documentation describes
 * @param plannedCalls the number of calls under the state id, 0 for the returned calls
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
	 * A run of a built-in tool.
	 * 
	 * @param name the tool's name
	 * @param success whether the run succeeded
	 */
	public record ToolRun(String name, boolean success) {
	}

}
