package io.github.gigachat.emulator;

import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * The answer that nobody scripted: it says that it is the emulator's. A forced function
 * and an output schema are obeyed with made-up values, and who asks for a picture gets
 * one.
 */
final class DefaultAnswer {

	private static final int QUOTED = 200;

	private static final Pattern DRAW = Pattern.compile("\\b(?:draw|paint|sketch)\\b|нарису|рисунок|изобрази",
			Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

	private DefaultAnswer() {
	}

	static AnswerContent to(ChatRequest request) {
		JsonNode body = Json.parse(request.json());
		JsonNode forced = body.path("function_call").path("name");
		boolean drawing = request.functionCall().equals(Drawings.FUNCTION);
		if (forced.isString() && !drawing && request.offers(forced.stringValue())) {
			return new AnswerContent.FunctionCall(forced.stringValue(), arguments(body, forced));
		}
		if (request.allowsDrawing() && (drawing || DRAW.matcher(request.lastUserText()).find())) {
			return new AnswerContent.Image(sentence(request));
		}
		JsonNode schema = body.path("response_format").path("schema");
		String text = schema.isObject() ? SchemaSample.of(schema).toPrettyString() : sentence(request);
		return new AnswerContent.Text(StreamPieces.of(text));
	}

	private static String arguments(JsonNode body, JsonNode name) {
		for (JsonNode function : body.path("functions")) {
			if (function.path("name").equals(name)) {
				return Json.write(SchemaSample.of(function.path("parameters")));
			}
		}
		return "{}";
	}

	private static String sentence(ChatRequest request) {
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
		return sentence.toString();
	}

}
