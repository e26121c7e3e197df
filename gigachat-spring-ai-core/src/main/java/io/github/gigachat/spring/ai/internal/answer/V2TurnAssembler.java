package io.github.gigachat.spring.ai.internal.answer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import io.github.gigachat.spring.ai.api.chat.GeneratedFile;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.chat.ToolExecution;
import io.github.gigachat.spring.ai.api.chat.WebSource;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Message;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Collects one turn of the model from v2 messages, which arrive together or event by
 * event. Everything except text must be delivered as a whole, at the end of the turn.
 */
final class V2TurnAssembler {

	private static final String REASONING = "reasoning";

	/** The roles whose messages are not part of the model's answer. */
	private static final Set<String> OTHERS = Set.of("system", "user", "tool", "function");

	private final List<FunctionCall> calls = new ArrayList<>();

	private final StringBuilder reasoning = new StringBuilder();

	private final List<GeneratedFile> files = new ArrayList<>();

	private final List<ToolExecution> executions = new ArrayList<>();

	private final Map<String, WebSource> sources = new LinkedHashMap<>();

	private final List<Object> images = new ArrayList<>();

	private final List<Object> widgets = new ArrayList<>();

	private final List<Object> logprobs = new ArrayList<>();

	private @Nullable String stateId;

	private @Nullable String messageId;

	/**
	 * The finish reason of the answering message. A finish reason of the whole response
	 * takes precedence.
	 */
	private @Nullable String finishReason;

	/**
	 * Takes the messages of a response or an event.
	 * @param running whether the tools in the messages are still running
	 * @return the part to pass on at once
	 */
	ModelMessage take(@Nullable List<ChatV2Message> messages, boolean running) {
		StringBuilder text = new StringBuilder();
		int thought = this.reasoning.length();
		int made = this.files.size();
		List<ToolExecution> progress = new ArrayList<>();
		for (ChatV2Message message : (messages != null) ? messages : List.<ChatV2Message>of()) {
			if (message != null) {
				take(message, text, progress);
			}
		}
		if (!running) {
			progress.stream().filter(V2TurnAssembler::hasEnded).forEach(this.executions::add);
		}
		String thoughts = this.reasoning.substring(thought);
		Map<String, Object> further = new LinkedHashMap<>();
		put(further, GigaChatMetadata.TOOL_EXECUTIONS, progress);
		List<GeneratedFile> now = List.copyOf(this.files.subList(made, this.files.size()));
		put(further, GigaChatMetadata.GENERATED_FILES, now.isEmpty() ? now : this.files);
		return new ModelMessage(text.toString(), List.of(), null, thoughts.isEmpty() ? null : thoughts, null, now,
				further);
	}

	private void take(ChatV2Message message, StringBuilder text, List<ToolExecution> progress) {
		if (message.toolsStateId() != null && !message.toolsStateId().isEmpty()) {
			this.stateId = message.toolsStateId();
		}
		if (isAnswer(message.role()) && !REASONING.equals(message.role())) {
			takeIdAndReason(message);
		}
		if (message.content() == null) {
			return;
		}
		for (ChatV2Message.Part part : message.content()) {
			if (part != null) {
				takeText(part, message.role(), text);
				takeRest(part, progress);
			}
		}
	}

	/**
	 * Takes the id and the finish reason of the answering message. Reasoning has an id of
	 * its own.
	 */
	private void takeIdAndReason(ChatV2Message message) {
		if (StringUtils.hasLength(message.messageId())) {
			this.messageId = message.messageId();
		}
		if (StringUtils.hasLength(message.finishReason())) {
			this.finishReason = message.finishReason();
		}
	}

	private static boolean isAnswer(@Nullable String role) {
		return role == null || !OTHERS.contains(role);
	}

	private void takeText(ChatV2Message.Part part, @Nullable String role, StringBuilder text) {
		if (part.text() == null || !isAnswer(role)) {
			return;
		}
		(REASONING.equals(role) ? this.reasoning : text).append(part.text());
	}

	private void takeRest(ChatV2Message.Part part, List<ToolExecution> progress) {
		ChatV2Message.FunctionCall call = part.functionCall();
		if (call != null) {
			add(call);
		}
		if (part.files() != null) {
			part.files().stream().map(V2TurnAssembler::generated).filter(Objects::nonNull).forEach(this::add);
		}
		if (part.toolExecution() != null) {
			progress.add(part.toolExecution());
		}
		takeInlineData(part.inlineData());
		addAll(this.logprobs, part.logprobs());
	}

	/**
	 * Adds a call. The end of a stream may repeat an earlier call with the same id, which
	 * is ignored. A different call with the same id is added without the id, so that it
	 * gets a new one.
	 */
	private void add(ChatV2Message.FunctionCall call) {
		String id = StringUtils.hasText(call.id()) ? call.id() : null;
		FunctionCall given = new FunctionCall(call.name(), call.arguments(), id);
		if (id == null || this.calls.stream().noneMatch((earlier) -> id.equals(earlier.id()))) {
			this.calls.add(given);
			return;
		}
		FunctionCall own = new FunctionCall(call.name(), call.arguments());
		if (!this.calls.contains(given) && !this.calls.contains(own)) {
			this.calls.add(own);
		}
	}

	private void add(GeneratedFile file) {
		if (this.files.stream().noneMatch((earlier) -> earlier.id().equals(file.id()))) {
			this.files.add(file);
		}
	}

	private static boolean hasEnded(ToolExecution execution) {
		return execution.secondsLeft() == null || execution.status() != null;
	}

	private static @Nullable GeneratedFile generated(ChatV2Message.@Nullable File file) {
		if (file == null || file.id() == null) {
			return null;
		}
		return new GeneratedFile(file.id(), (file.mime() != null) ? file.mime() : "application/octet-stream",
				(file.target() != null) ? file.target() : "");
	}

	private void takeInlineData(@Nullable Object inlineData) {
		if (!(inlineData instanceof Map<?, ?> data)) {
			return;
		}
		if (data.get("sources") instanceof Map<?, ?> found) {
			found.forEach((marker, source) -> {
				if (source instanceof Map<?, ?> page) {
					this.sources.put(String.valueOf(marker), new WebSource(String.valueOf(marker),
							textOrNull(page.get("url")), textOrNull(page.get("title"))));
				}
			});
		}
		addAll(this.images, data.get("images"));
		Object shown = data.get("widgets");
		addAll(this.widgets, (shown instanceof Map<?, ?>) ? List.of(shown) : shown);
	}

	private static @Nullable String textOrNull(@Nullable Object value) {
		return (value instanceof String text) ? text : null;
	}

	private static void addAll(List<Object> all, @Nullable Object values) {
		if (values instanceof List<?> list) {
			list.stream().filter(Objects::nonNull).forEach(all::add);
		}
	}

	/**
	 * Returns whether the turn has calls. Spring AI drops the text of a chunk that has
	 * one.
	 */
	boolean hasCalls() {
		return !this.calls.isEmpty();
	}

	/**
	 * Returns the end of the turn. It has all metadata of the turn, since metadata of
	 * later chunks replaces that of earlier ones.
	 * @param last the last part, which has not been passed on yet
	 * @param reason the finish reason of the response, or {@code null} if only the
	 * messages have one
	 * @return the last part, completed
	 */
	ModelMessage end(ModelMessage last, @Nullable String reason) {
		Map<String, Object> further = new LinkedHashMap<>();
		put(further, GigaChatMetadata.TOOL_EXECUTIONS, this.executions);
		put(further, GigaChatMetadata.WEB_SOURCES, this.sources.values());
		put(further, GigaChatMetadata.WEB_IMAGES, this.images);
		put(further, GigaChatMetadata.WIDGETS, this.widgets);
		put(further, GigaChatMetadata.GENERATED_FILES, this.files);
		put(further, GigaChatMetadata.LOGPROBS, this.logprobs);
		if (this.messageId != null) {
			further.put(GigaChatMetadata.MESSAGE_ID, this.messageId);
		}
		return new ModelMessage(last.text(), List.copyOf(this.calls), this.stateId,
				this.reasoning.isEmpty() ? null : this.reasoning.toString(),
				(reason != null) ? reason : this.finishReason, last.files(), further);
	}

	private static void put(Map<String, Object> metadata, String key, Collection<?> values) {
		if (!values.isEmpty()) {
			metadata.put(key, List.copyOf(values));
		}
	}

}
