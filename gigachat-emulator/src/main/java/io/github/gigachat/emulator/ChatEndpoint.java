package io.github.gigachat.emulator;

import java.util.Set;

import io.github.gigachat.emulator.rules.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Chat completions of both versions, {@code POST /v1/chat/completions} and
 * {@code POST /v2/chat/completions}: checks the request, then answers by the script.
 */
final class ChatEndpoint {

	private final ModelCatalog catalog;

	private final FileStore files;

	private final ChatScript script;

	private final Set<String> openedTools;

	ChatEndpoint(ModelCatalog catalog, FileStore files, ChatScript script, Set<String> openedTools) {
		this.catalog = catalog;
		this.files = files;
		this.script = script;
		this.openedTools = openedTools;
	}

	Reply reply(RecordedRequest recorded) {
		JsonNode body = parse(recorded.body());
		ApiVersion version = ApiVersion.of(recorded.path());
		version.checkShape(body);
		JsonNode plain = version.plain(body);
		String model = plain.path("model").stringValue();
		if (!this.catalog.hasChat(model)) {
			throw new Refusal(404, "No such model");
		}
		version.checkContent(body, plain, this.catalog.supportsFunctions(model), this.openedTools, this.files::has);
		ChatRequest request = ChatRequests.of(version, recorded.body(), body, plain);
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
		Completion completion = Completion.of(this.catalog.versioned(request.model()), request, answer, content);
		return (request.apiVersion() == 1) ? new ChatRenderer(completion).render(request.stream())
				: new ChatRendererV2(completion).render(request.stream());
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
