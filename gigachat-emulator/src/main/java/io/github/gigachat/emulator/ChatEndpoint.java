package io.github.gigachat.emulator;

import io.github.gigachat.emulator.rules.ChatRules;
import io.github.gigachat.emulator.rules.Refusal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Chat completions, {@code POST /v1/chat/completions}: checks the request, then answers
 * by the script.
 */
final class ChatEndpoint {

	private final ModelCatalog catalog;

	private final FileStore files;

	private final Drawings drawings;

	private final ChatScript script;

	ChatEndpoint(ModelCatalog catalog, FileStore files, Drawings drawings, ChatScript script) {
		this.catalog = catalog;
		this.files = files;
		this.drawings = drawings;
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
		return reply(request, recorded.header("X-Client-ID"));
	}

	private Reply reply(ChatRequest request, @Nullable String clientId) {
		ChatAnswer answer;
		try {
			answer = this.script.answer(request);
		}
		catch (RuntimeException ex) {
			return ErrorReplies.api(500, "The emulator's script failed: " + ex);
		}
		Reply scripted = ScriptedReplies.of(answer.content());
		Reply reply = (scripted != null) ? scripted : render(request, answer, clientId);
		return reply.withHeaders(answer.headers()).withDelay(answer.delay());
	}

	private Reply render(ChatRequest request, ChatAnswer answer, @Nullable String clientId) {
		AnswerContent content = (answer.content() instanceof AnswerContent.Default) ? DefaultAnswer.to(request)
				: answer.content();
		if (content instanceof AnswerContent.Image image) {
			content = request.allowsDrawing() ? new AnswerContent.Drawn(this.drawings.draw(clientId).id(), image.text())
					: new AnswerContent.Text(StreamPieces.of(image.text()));
		}
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
