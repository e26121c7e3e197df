package io.github.gigachat.emulator.endpoints;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.gigachat.emulator.ChatRequest;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.chat.ApiVersion;
import io.github.gigachat.emulator.chat.ChatRenderer;
import io.github.gigachat.emulator.chat.Completion;
import io.github.gigachat.emulator.chat.DefaultAnswer;
import io.github.gigachat.emulator.chat.PlannedCalls;
import io.github.gigachat.emulator.chat.v2.ChatRendererV2;
import io.github.gigachat.emulator.chat.v2.ConversationThread;
import io.github.gigachat.emulator.rules.ChatRules;
import io.github.gigachat.emulator.rules.Refusal;
import io.github.gigachat.emulator.script.AnswerContent;
import io.github.gigachat.emulator.script.ChatScript;
import io.github.gigachat.emulator.script.ErrorReplies;
import io.github.gigachat.emulator.script.Json;
import io.github.gigachat.emulator.script.Reply;
import io.github.gigachat.emulator.script.ScriptedAnswer;
import io.github.gigachat.emulator.script.TextChunker;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Chat completions, {@code POST /v1/chat/completions} and
 * {@code POST /v2/chat/completions}. It checks the request and answers by the rules.
 */
public final class ChatEndpoint {

	private final ModelCatalog catalog;

	private final FileStore files;

	private final SampleImages drawings;

	private final ChatScript script;

	private final Set<String> openedTools;

	private final PlannedCalls plannedCalls;

	/** {@code true} to refuse a response format beside tools. */
	private final AtomicBoolean formatAlone;

	public ChatEndpoint(ModelCatalog catalog, FileStore files, SampleImages drawings, ChatScript script,
			Set<String> openedTools, PlannedCalls plannedCalls, AtomicBoolean formatAlone) {
		this.catalog = catalog;
		this.files = files;
		this.drawings = drawings;
		this.script = script;
		this.openedTools = openedTools;
		this.plannedCalls = plannedCalls;
		this.formatAlone = formatAlone;
	}

	Reply reply(RecordedRequest recorded) {
		JsonNode body = parse(recorded.body());
		ApiVersion version = ApiVersion.of(recorded.path());
		version.checkShape(body);
		JsonNode v1View = version.v1View(body);
		String model = v1View.path("model").stringValue();
		if (!this.catalog.hasChat(model)) {
			throw new Refusal(404, "No such model");
		}
		version.checkContent(body, v1View, this.catalog.supportsFunctions(model), this.openedTools, this.files::has);
		if (this.formatAlone.get()) {
			ChatRules.checkFormatAlone(body, v1View);
		}
		ChatRequest request = recorded.chat();
		this.plannedCalls.check(request.messages());
		return reply(request, recorded.header("X-Client-ID"));
	}

	private Reply reply(ChatRequest request, @Nullable String clientId) {
		ScriptedAnswer answer;
		try {
			answer = this.script.answer(request);
		}
		catch (RuntimeException ex) {
			return ErrorReplies.api(500, "The emulator's script failed: " + ex);
		}
		Reply scripted = ErrorReplies.scripted(answer.content());
		Reply reply = (scripted != null) ? scripted : render(request, answer, clientId);
		return reply.withHeaders(answer.headers()).withDelay(answer.delay());
	}

	private Reply render(ChatRequest request, ScriptedAnswer scripted, @Nullable String clientId) {
		ScriptedAnswer answer = (scripted.content() instanceof AnswerContent.Default)
				? DefaultAnswer.to(request, scripted, this.files::isDocument) : scripted;
		if (answer.content() instanceof AnswerContent.Image image) {
			answer = answer.withContent(
					request.allowsDrawing() ? new AnswerContent.Drawn(this.drawings.draw(clientId).id(), image.text())
							: new AnswerContent.Text(TextChunker.of(image.text())));
		}
		Completion completion = Completion.of(this.catalog.versioned(request.model()), request, answer);
		if (completion.content() instanceof AnswerContent.FunctionCalls && completion.extras().plannedCalls() > 0) {
			this.plannedCalls.add(completion.stateId(), completion.extras().plannedCalls());
		}
		return (request.apiVersion() == 1) ? new ChatRenderer(completion).render(request.stream())
				: new ChatRendererV2(completion, ConversationThread.of(request)).render(request.stream());
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
