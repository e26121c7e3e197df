package io.github.gigachat.emulator;

import io.github.gigachat.emulator.rules.ChatRules;
import io.github.gigachat.emulator.rules.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Chat completions, {@code POST /v1/chat/completions}: checks the request, then answers
 * by the script.
 */
final class ChatEndpoint {

	private final ModelCatalog catalog;

	private final FileStore files;

	private final ChatScript script;

	ChatEndpoint(ModelCatalog catalog, FileStore files, ChatScript script) {
		this.catalog = catalog;
		this.files = files;
		this.script = script;
	}

	Reply reply(RecordedRequest recorded) {
		JsonNode body = parse(recorded.body());
		ChatRules.checkShape(body);
		String model = body.path("model").stringValue();
		if (!this.catalog.hasChat(model)) {
			throw new Refusal(404, "No such model");
		}
		ChatRules.checkContent(body, this.catalog.supportsFunctions(model), this.files::has);
		ChatRequest request = ChatRequests.of(recorded.body(), body);
		return reply(request);
	}

	private Reply reply(ChatRequest request) {
		ChatAnswer answer;
		try {
			answer = this.script.answer(request);
		}
		catch (RuntimeException ex) {
			return ErrorReplies.api(500, "The emulator's script failed: " + ex);
		}
		Reply scripted = ScriptedReplies.of(answer.content());
		Reply reply = (scripted != null) ? scripted : render(request, answer);
		return reply.withHeaders(answer.headers()).withDelay(answer.delay());
	}

	private Reply render(ChatRequest request, ChatAnswer answer) {
		AnswerContent content = (answer.content() instanceof AnswerContent.Default) ? DefaultAnswer.to(request)
				: answer.content();
		return new ChatRenderer(this.catalog.versioned(request.model()), request, answer, content)
			.render(request.stream());
	}

	private static JsonNode parse(String body) {
		try {
			return Json.parse(body);
		}
		catch (JacksonException ex) {
			throw Refusal.invalidJson();
		}
	}

}
