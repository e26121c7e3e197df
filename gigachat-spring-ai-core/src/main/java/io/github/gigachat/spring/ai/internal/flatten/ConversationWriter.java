package io.github.gigachat.spring.ai.internal.flatten;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.FlatteningChanges.Change;
import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import io.github.gigachat.spring.ai.api.chat.LaterSystemMessages;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.schema.WrappedValue;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.MessageType;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.content.Media;

/**
 * Writes the messages of one conversation in the order that the service requires. The
 * system message is first and the only one. Each turn has at most one function call, and
 * the result of the call follows it.
 */
final class ConversationWriter {

	private final FunctionNames names;

	/**
	 * The wire names of the functions whose input is not an object and is sent in a
	 * property of one.
	 */
	private final Set<String> wrapped;

	private final FileIds files;

	private final EarlierFiles earlierFiles;

	private final LaterSystemMessages laterSystemMessages;

	private final ChangeCounter changes;

	private final List<String> system = new ArrayList<>();

	private final List<ChatMessage> turns = new ArrayList<>();

	/**
	 * The results that were moved forward to their call. Compared by identity, so that
	 * equal results count separately. Created with its first element: few conversations
	 * have one.
	 */
	private @Nullable Set<ToolResponse> claimed;

	private boolean document;

	ConversationWriter(FunctionNames names, Set<String> wrapped, FileIds files, EarlierFiles earlierFiles,
			LaterSystemMessages laterSystemMessages, ChangeCounter changes) {
		this.names = names;
		this.wrapped = wrapped;
		this.files = files;
		this.earlierFiles = earlierFiles;
		this.laterSystemMessages = laterSystemMessages;
		this.changes = changes;
	}

	List<ChatMessage> write(List<Message> messages) {
		int next = leadingSystem(messages);
		while (next < messages.size()) {
			Message message = messages.get(next++);
			if (message instanceof AssistantMessage assistant) {
				next = assistant(assistant, messages, next);
			}
			else if (message instanceof ToolResponseMessage results) {
				unclaimed(results).forEach(this::orphan);
			}
			else if (message.getMessageType() == MessageType.SYSTEM) {
				laterSystem(text(message));
			}
			else {
				user(message);
			}
		}
		return withSystem();
	}

	/** Returns whether a written message has a document attached. */
	boolean hasDocument() {
		return this.document;
	}

	private int leadingSystem(List<Message> messages) {
		int next = 0;
		while (next < messages.size() && messages.get(next).getMessageType() == MessageType.SYSTEM) {
			system(text(messages.get(next)));
			next++;
		}
		return next;
	}

	private void system(String text) {
		if (text.isEmpty()) {
			this.changes.add(Change.EMPTY_MESSAGES_DROPPED);
		}
		else {
			this.system.add(text);
		}
	}

	/**
	 * Adds a system message that is not at the beginning. The service refuses one there
	 * with 422.
	 */
	private void laterSystem(String text) {
		if (this.laterSystemMessages == LaterSystemMessages.JOIN || text.isEmpty()) {
			system(text);
		}
		else {
			this.changes.add(Change.SYSTEM_MESSAGES_AS_USER);
			this.turns.add(ChatMessage.text("user", text));
		}
	}

	/**
	 * Returns the turns with all system messages joined into one, since the service
	 * accepts one.
	 */
	private List<ChatMessage> withSystem() {
		if (this.system.isEmpty()) {
			return this.turns;
		}
		if (this.system.size() > 1) {
			this.changes.add(Change.SYSTEM_MESSAGES_JOINED, this.system.size());
		}
		this.turns.add(0, ChatMessage.text("system",
				(this.system.size() == 1) ? this.system.get(0) : String.join("\n\n", this.system)));
		return this.turns;
	}

	private void user(Message message) {
		if (message instanceof UserMessage user && !user.getMedia().isEmpty()) {
			attached(text(user), user.getMedia());
			return;
		}
		turn((message.getMessageType() == MessageType.ASSISTANT) ? "assistant" : "user", text(message));
	}

	/**
	 * Writes a user message with media. The service accepts one image in a message, so
	 * each image but the last becomes a message before the one with the text.
	 */
	private void attached(String text, List<Media> media) {
		long images = media.stream().filter(this.files::isImage).count();
		List<Media> beside = new ArrayList<>(media.size());
		for (Media each : media) {
			if (this.files.isImage(each) && --images > 0) {
				this.changes.add(Change.PICTURES_SPLIT);
				this.turns.add(ChatMessage.attached("", List.of(fileId(each))));
			}
			else {
				beside.add(each);
			}
		}
		this.document = this.document || beside.stream().anyMatch(this.files::isDocument);
		this.turns.add(ChatMessage.attached(text, fileIds(beside)));
	}

	private List<String> fileIds(List<Media> media) {
		return media.stream()
			.sorted(Comparator.comparing((Media each) -> !this.files.isDocument(each)))
			.map(this::fileId)
			.toList();
	}

	private String fileId(Media media) {
		String id = this.files.of(media);
		if (id == null) {
			throw GigaChatNonTransientException.invalidRequest(
					"A medium of type " + media.getMimeType() + " in a user message is not an uploaded file",
					"Upload it first");
		}
		return id;
	}

	private void turn(String role, String text) {
		if (text.isEmpty()) {
			this.changes.add(Change.EMPTY_MESSAGES_DROPPED);
		}
		else {
			this.turns.add(ChatMessage.text(role, text));
		}
	}

	/**
	 * Writes a turn of the model and the results of its calls.
	 * @return the index of the next message to write
	 */
	private int assistant(AssistantMessage turn, List<Message> messages, int next) {
		if (!turn.hasToolCalls()) {
			answer(turn);
			return next;
		}
		int after = next;
		List<ToolResponse> results = new ArrayList<>();
		while (after < messages.size() && messages.get(after) instanceof ToolResponseMessage message) {
			results.addAll(unclaimed(message));
			after++;
		}
		claimLater(turn, results, messages, after);
		writeCallsOneByOne(turn, results);
		results.forEach(this::orphan);
		return after;
	}

	/**
	 * Writes a turn without calls. It has a state id if it used a built-in function of
	 * the service.
	 */
	private void answer(AssistantMessage turn) {
		ChatMessage answer = this.earlierFiles
			.added(new ChatMessage("assistant", text(turn), null, null, StateId.of(turn), null, null), turn);
		if (String.valueOf(answer.content()).isEmpty() && answer.attachments() == null) {
			this.changes.add(Change.EMPTY_MESSAGES_DROPPED);
		}
		else {
			this.turns.add(answer);
		}
	}

	private List<ToolResponse> unclaimed(ToolResponseMessage message) {
		Set<ToolResponse> claimed = this.claimed;
		return (claimed == null) ? message.getResponses()
				: message.getResponses().stream().filter((result) -> !claimed.contains(result)).toList();
	}

	/**
	 * Finds results that are separated from their call by other turns. They are matched
	 * by their id.
	 */
	private void claimLater(AssistantMessage turn, List<ToolResponse> results, List<Message> messages, int from) {
		for (AssistantMessage.ToolCall call : turn.getToolCalls()) {
			if (hasId(call.id()) && results.stream().noneMatch((result) -> call.id().equals(result.id()))) {
				ToolResponse later = later(call.id(), messages, from);
				if (later != null) {
					this.claimed = (this.claimed != null) ? this.claimed
							: Collections.newSetFromMap(new IdentityHashMap<>());
					this.claimed.add(later);
					results.add(later);
				}
			}
		}
	}

	private @Nullable ToolResponse later(String id, List<Message> messages, int from) {
		for (Message message : messages.subList(from, messages.size())) {
			if (message instanceof AssistantMessage turn
					&& turn.getToolCalls().stream().anyMatch((call) -> id.equals(call.id()))) {
				// a later call reuses the id, so results from here on belong to that call
				return null;
			}
			if (message instanceof ToolResponseMessage results) {
				for (ToolResponse result : unclaimed(results)) {
					if (id.equals(result.id())) {
						return result;
					}
				}
			}
		}
		return null;
	}

	/**
	 * Writes each call as a turn of its own, followed by its result, since the service
	 * accepts one call per message. The text of the turn goes with the first call. The
	 * state id of the turn's metadata belongs to the first call; the other calls take
	 * theirs from their ids.
	 */
	private void writeCallsOneByOne(AssistantMessage turn, List<ToolResponse> results) {
		boolean first = true;
		String known = StateId.of(turn);
		Set<String> ids = turn.getToolCalls()
			.stream()
			.map(AssistantMessage.ToolCall::id)
			.filter(ConversationWriter::hasId)
			.collect(Collectors.toSet());
		Set<String> sent = new HashSet<>();
		this.changes.add(Change.PARALLEL_CALLS_SERIALISED, turn.getToolCalls().size() - 1);
		for (AssistantMessage.ToolCall call : turn.getToolCalls()) {
			String stateId = (known != null) ? known : StateId.of(call);
			known = null;
			String wireName = this.names.toWire(FunctionNames.orEmpty(call.name()));
			String property = this.wrapped.contains(wireName) ? WrappedValue.PROPERTY : "arguments";
			FunctionCall wireCall = new FunctionCall(wireName,
					FunctionResults.arguments(call.arguments(), property, this.changes), StateId.givenId(call));
			ChatMessage message = ChatMessage.call(wireCall, first ? text(turn) : "",
					(stateId != null && sent.add(stateId)) ? stateId : null);
			this.turns.add(first ? this.earlierFiles.added(message, turn) : message);
			ToolResponse result = taken(results, call, ids);
			this.turns.add(ChatMessage.functionResult(wireName,
					(result != null) ? FunctionResults.json(result.responseData(), this.changes) : unanswered()));
			first = false;
		}
	}

	private String unanswered() {
		this.changes.add(Change.CALLS_WITHOUT_RESULT);
		return FunctionResults.UNANSWERED;
	}

	/**
	 * Removes and returns the result of a call. Results are matched by id, or by name and
	 * order if the call or the result has no id.
	 * @param others the ids of all calls of the turn, whose results are not matched by
	 * name
	 */
	private static @Nullable ToolResponse taken(List<ToolResponse> results, AssistantMessage.ToolCall call,
			Set<String> others) {
		for (int i = 0; i < results.size(); i++) {
			if (hasId(results.get(i).id()) && results.get(i).id().equals(call.id())) {
				return results.remove(i);
			}
		}
		for (int i = 0; i < results.size(); i++) {
			boolean either = !hasId(call.id()) || !hasId(results.get(i).id());
			if (either && Objects.equals(call.name(), results.get(i).name()) && !others.contains(results.get(i).id())) {
				return results.remove(i);
			}
		}
		return null;
	}

	private static boolean hasId(@Nullable String id) {
		return id != null && !id.isBlank();
	}

	/**
	 * Writes a result whose call is missing as a user message. The service refuses such a
	 * result with 422.
	 */
	private void orphan(ToolResponse result) {
		this.changes.add(Change.RESULTS_WITHOUT_CALL);
		this.turns.add(ChatMessage.text("user", "Result of " + named(result) + ": " + data(result)));
	}

	private static String named(ToolResponse result) {
		return FunctionNames.orEmpty(result.name()).isEmpty() ? "a function" : result.name();
	}

	private static String data(ToolResponse result) {
		return (result.responseData() != null) ? result.responseData() : "";
	}

	private static String text(Message message) {
		return (message.getText() != null) ? message.getText() : "";
	}

}
