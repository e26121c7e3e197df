package io.github.gigachat.emulator.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.github.gigachat.emulator.ChatRequest;
import io.github.gigachat.emulator.WebPage;
import io.github.gigachat.emulator.script.AnswerContent;
import io.github.gigachat.emulator.script.AnswerExtras;
import io.github.gigachat.emulator.script.AnswerExtras.ToolRun;
import io.github.gigachat.emulator.script.ScriptedAnswer;
import io.github.gigachat.emulator.script.Usage;

/**
 * An answer to a request, independent of the version. Tools that the request does not
 * allow are left out.
 *
 * @param request the request
 * @param model the model that answers, with its version
 * @param created seconds since the epoch
 * @param content a text, a drawn picture or calls
 * @param extras the parts beside the content
 * @param finishReason the finish reason
 * @param usage the token counts
 * @param stateId the state id of a call or a built-in function
 */
public record Completion(ChatRequest request, String model, long created, AnswerContent content, AnswerExtras extras,
		String finishReason, Usage usage, String stateId) {

	public static Completion of(String model, ChatRequest request, ScriptedAnswer answer) {
		AnswerContent content = content(request, answer);
		String reason = answer.finishReason();
		if (reason == null) {
			reason = (content instanceof AnswerContent.FunctionCalls) ? "function_call" : "stop";
		}
		Usage usage = answer.usage();
		return new Completion(request, model, Instant.now().getEpochSecond(), content,
				allowed(request, content, answer.extras()), reason,
				(usage != null) ? usage : TokenEstimate.of(request, content), UUID.randomUUID().toString());
	}

	private static AnswerContent content(ChatRequest request, ScriptedAnswer answer) {
		boolean oneCall = request.apiVersion() == 1;
		return (oneCall && answer.content() instanceof AnswerContent.FunctionCalls calls) ? calls.firstAlone()
				: answer.content();
	}

	private static AnswerExtras allowed(ChatRequest request, AnswerContent content, AnswerExtras extras) {
		List<WebPage> sources = request.allows(BuiltInTools.WEB_SEARCH) ? extras.sources() : List.of();
		List<ToolRun> runs = new ArrayList<>();
		if (content instanceof AnswerContent.Drawn) {
			runs.add(new ToolRun(BuiltInTools.IMAGE_GENERATE, true));
		}
		if (!sources.isEmpty()) {
			runs.add(new ToolRun(BuiltInTools.WEB_SEARCH, true));
		}
		extras.tools().stream().filter((run) -> request.allows(run.name())).forEach(runs::add);
		return extras.withSources(sources).withTools(runs);
	}

}
