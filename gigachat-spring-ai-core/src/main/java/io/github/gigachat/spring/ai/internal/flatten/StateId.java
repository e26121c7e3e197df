package io.github.gigachat.spring.ai.internal.flatten;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.FlatteningChanges.Change;
import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.util.StringUtils;

/**
 * The service's state id of an answer. Spring AI's messages keep it in the metadata of
 * the message and in the ids of its tool calls; only this class reads and writes it
 * there. The id of a call is for a history that keeps nothing but call ids.
 *
 * @param value the state id, or {@code null} if there is none
 * @param refused whether the request was sent without state ids, because the service
 * refused them. This is recorded in the same places, so that later requests of the
 * conversation also omit them.
 */
public record StateId(@Nullable String value, boolean refused) {

	private static final String PREFIX = "call_";

	private static final String REFUSED = "-stateless";

	private static final int RANDOM_BYTES = 6;

	/** Accepts a UUID, the form of the service's state ids, and similar ids. */
	private static final Pattern STATE_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

	private static final String CREATED = PREFIX + "[0-9a-f]{" + 2 * RANDOM_BYTES + "}";

	private static final Pattern WITH_STATE = Pattern.compile(CREATED + "_(" + STATE_ID.pattern() + ")");

	private static final Pattern WITHOUT_STATE = Pattern.compile(CREATED + REFUSED);

	/** The form of the ids that the service gives to calls. */
	private static final Pattern UUID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

	/** Adds the state id and its refusal to the metadata of a message. */
	public void addTo(Map<String, Object> metadata) {
		if (StringUtils.hasLength(this.value)) {
			metadata.put(GigaChatMetadata.FUNCTIONS_STATE_ID, this.value);
		}
		if (this.refused) {
			metadata.put(GigaChatMetadata.STATE_IDS_OMITTED, true);
		}
	}

	/**
	 * Returns the id for a tool call: the one that the service gave to the call, or else
	 * a unique one that contains the state id or records its refusal.
	 */
	public String callId(FunctionCall call) {
		String given = call.id();
		if (given != null && !given.isBlank()) {
			return given;
		}
		byte[] random = new byte[RANDOM_BYTES];
		ThreadLocalRandom.current().nextBytes(random);
		String id = PREFIX + HexFormat.of().formatHex(random);
		if (this.refused) {
			return id + REFUSED;
		}
		return (this.value != null && STATE_ID.matcher(this.value).matches()) ? id + "_" + this.value : id;
	}

	/** Returns the state id in the metadata of a message. */
	static @Nullable String of(AssistantMessage turn) {
		return (turn.getMetadata().get(GigaChatMetadata.FUNCTIONS_STATE_ID) instanceof String id) ? id : null;
	}

	/** Returns the state id in the id of a tool call. */
	static @Nullable String of(AssistantMessage.ToolCall call) {
		Matcher matcher = WITH_STATE.matcher(FunctionNames.orEmpty(call.id()));
		return matcher.matches() ? matcher.group(1) : null;
	}

	/** Returns the id of a tool call if the service may have given it. */
	static @Nullable String givenId(AssistantMessage.ToolCall call) {
		return (call.id() != null && UUID.matcher(call.id()).matches()) ? call.id() : null;
	}

	/** Returns whether an earlier answer records that its state id was refused. */
	static boolean isRefusedIn(List<Message> messages) {
		for (Message message : messages) {
			if (message instanceof AssistantMessage turn && isRefusedIn(turn)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isRefusedIn(AssistantMessage turn) {
		// a chat memory that stores metadata as text returns a string
		if ("true".equals(String.valueOf(turn.getMetadata().get(GigaChatMetadata.STATE_IDS_OMITTED)))) {
			return true;
		}
		if (!turn.hasToolCalls()) {
			return false;
		}
		for (AssistantMessage.ToolCall call : turn.getToolCalls()) {
			if (call.id() != null && call.id().endsWith(REFUSED) && WITHOUT_STATE.matcher(call.id()).matches()) {
				return true;
			}
		}
		return false;
	}

	/** Returns the turns without state ids. */
	static List<ChatMessage> omitted(List<ChatMessage> turns, ChangeCounter changes) {
		return turns.stream().map((turn) -> omitted(turn, changes)).toList();
	}

	private static ChatMessage omitted(ChatMessage turn, ChangeCounter changes) {
		if (turn.functionsStateId() == null) {
			return turn;
		}
		changes.add(Change.STATE_IDS_OMITTED);
		return new ChatMessage(turn.role(), turn.content(), turn.name(), turn.functionCall(), null,
				turn.reasoningContent(), turn.attachments());
	}

}
