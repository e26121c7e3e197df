package io.github.gigachat.emulator.chat;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.github.gigachat.emulator.ChatRequest;
import io.github.gigachat.emulator.WebPage;
import io.github.gigachat.emulator.script.AnswerContent;
import io.github.gigachat.emulator.script.AnswerExtras;
import io.github.gigachat.emulator.script.Json;
import io.github.gigachat.emulator.script.ScriptedAnswer;
import io.github.gigachat.emulator.script.TextChunker;
import tools.jackson.databind.JsonNode;

/**
 * Creates the answer to a request without a script. The text says that it comes from the
 * emulator, and whether an attached document could be read. A forced function or tool and
 * a response format get generated values, and a request for a picture gets one.
 */
public final class DefaultAnswer {

	private static final int QUOTED = 200;

	private static final Pattern DRAW = Pattern.compile("\\b(?:draw|paint|sketch)\\b|нарису|рисунок|изобрази",
			Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

	private static final WebPage PAGE = new WebPage("https://example.com/emulator", "A page of the emulator");

	private DefaultAnswer() {
	}

	/**
	 * Creates the answer.
	 * @param request the request
	 * @param details the scripted answer, whose content is replaced
	 * @param documents whether an id is that of a document
	 * @return the answer
	 */
	public static ScriptedAnswer to(ChatRequest request, ScriptedAnswer details, Predicate<String> documents) {
		JsonNode body = request.v1View();
		JsonNode forced = body.path("function_call").path("name");
		boolean drawing = request.functionCall()
			.equals((request.apiVersion() == 1) ? BuiltInTools.TEXT2IMAGE : BuiltInTools.IMAGE_GENERATE);
		if (forced.isString() && !drawing && request.offers(forced.stringValue())) {
			return details.withContent(AnswerContent.FunctionCalls.of(forced.stringValue(), arguments(body, forced)));
		}
		if (request.allowsDrawing() && (drawing || DRAW.matcher(request.lastUserText()).find())) {
			return details.withContent(new AnswerContent.Image(sentence(request, documents)));
		}
		ScriptedAnswer answer = details
			.withContent(new AnswerContent.Text(TextChunker.of(text(request, body, documents))));
		return request.tools().contains(request.functionCall()) ? afterTool(request.functionCall(), answer) : answer;
	}

	private static ScriptedAnswer afterTool(String tool, ScriptedAnswer answer) {
		AnswerExtras extras = answer.extras();
		return answer.withExtras(tool.equals(BuiltInTools.WEB_SEARCH) ? extras.withSources(List.of(PAGE))
				: extras.withTool(new AnswerExtras.ToolRun(tool, true)));
	}

	private static String text(ChatRequest request, JsonNode body, Predicate<String> documents) {
		JsonNode format = body.path("response_format");
		if (format.path("schema").isObject()) {
			return SchemaSample.of(format.path("schema")).toPrettyString();
		}
		String sample = format.path("regex").isString() ? PatternSample.of(format.path("regex").stringValue()) : null;
		return (sample != null) ? sample : sentence(request, documents);
	}

	private static String arguments(JsonNode body, JsonNode name) {
		for (JsonNode function : body.path("functions")) {
			if (function.path("name").equals(name)) {
				return Json.write(SchemaSample.of(function.path("parameters")));
			}
		}
		return "{}";
	}

	private static String sentence(ChatRequest request, Predicate<String> documents) {
		String text = request.lastUserText();
		boolean russian = text.codePoints()
			.anyMatch((character) -> Character.UnicodeScript.of(character) == Character.UnicodeScript.CYRILLIC);
		int length = text.codePointCount(0, text.length());
		String quoted = (length <= QUOTED) ? text : text.substring(0, text.offsetByCodePoints(0, QUOTED)) + "…";
		StringBuilder sentence = new StringBuilder();
		if (russian) {
			sentence.append("Это эмулятор GigaChat, а не сама модель, поэтому настоящего ответа здесь нет. ")
				.append("Получено сообщение, символов в нём: ")
				.append(length)
				.append(": «")
				.append(quoted)
				.append("».");
		}
		else {
			sentence.append("This is the GigaChat emulator, not the model, so there is no real answer. ")
				.append("It received a message of ")
				.append(length)
				.append(" characters: \"")
				.append(quoted)
				.append("\".");
		}
		return sentence.append(reading(request, russian, documents)).toString();
	}

	/** States whether the documents of the conversation were read. */
	private static String reading(ChatRequest request, boolean russian, Predicate<String> documents) {
		boolean attached = request.messages()
			.stream()
			.flatMap((message) -> message.attachments().stream())
			.anyMatch(documents);
		if (!attached) {
			return "";
		}
		if (request.allowsReading()) {
			return russian ? " Приложенный документ прочитан." : " It could read the attached document.";
		}
		return russian ? " Приложенный документ не прочитан: для этого нужен function_call=auto или functions."
				: " It could not read the attached document: that needs function_call=auto or functions.";
	}

}
