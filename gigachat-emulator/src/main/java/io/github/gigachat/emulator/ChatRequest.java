package io.github.gigachat.emulator;

import java.util.List;
import java.util.Locale;

import io.github.gigachat.emulator.chat.BuiltInTools;
import tools.jackson.databind.JsonNode;

/**
 * A chat request, as a script sees it.
 */
public final class ChatRequest {

	private final int apiVersion;

	private final String json;

	private final JsonNode v1View;

	private final String model;

	private final boolean stream;

	private final String functionCall;

	private final List<ChatMessage> messages;

	private final List<OfferedFunction> functions;

	private final List<String> tools;

	ChatRequest(int apiVersion, String json, JsonNode v1View, String model, boolean stream, String functionCall,
			List<ChatMessage> messages, List<OfferedFunction> functions, List<String> tools) {
		this.apiVersion = apiVersion;
		this.json = json;
		this.v1View = v1View;
		this.model = model;
		this.stream = stream;
		this.functionCall = functionCall;
		this.messages = List.copyOf(messages);
		this.functions = List.copyOf(functions);
		this.tools = List.copyOf(tools);
	}

	/**
	 * The version of the API that was asked. Everything else of this request reads alike
	 * for both.
	 * @return 1 or 2
	 */
	public int apiVersion() {
		return this.apiVersion;
	}

	/**
	 * The body as it was received.
	 * @return JSON text
	 */
	public String json() {
		return this.json;
	}

	/**
	 * The model that was asked for.
	 * @return the name of the model
	 */
	public String model() {
		return this.model;
	}

	/**
	 * Whether a stream was asked for.
	 * @return true for {@code "stream": true}
	 */
	public boolean stream() {
		return this.stream;
	}

	/**
	 * The mode of function calls.
	 * @return {@code auto}, {@code none}, the name of the forced function or built-in
	 * tool, or an empty string when the request has none
	 */
	public String functionCall() {
		return this.functionCall;
	}

	/**
	 * The conversation.
	 * @return the messages in order
	 */
	public List<ChatMessage> messages() {
		return this.messages;
	}

	/**
	 * The functions that were offered.
	 * @return the functions in order
	 */
	public List<OfferedFunction> functions() {
		return this.functions;
	}

	/**
	 * The built-in tools that were offered by v2.
	 * @return names such as {@code web_search}, in order
	 */
	public List<String> tools() {
		return this.tools;
	}

	/**
	 * Whether a function was offered.
	 * @param name the function's name
	 * @return true when it is among {@link #functions()}
	 */
	public boolean offers(String name) {
		return this.functions.stream().anyMatch((function) -> function.name().equals(name));
	}

	/**
	 * Whether the model may draw. In v1 with {@code auto}, when no functions are offered
	 * or {@code text2image} is among them, or when it is forced; in v2 when
	 * {@code image_generate} is offered and calls are not off.
	 * @return true when an answer may hold a picture
	 */
	public boolean allowsDrawing() {
		if (this.apiVersion == 2) {
			return allows(BuiltInTools.IMAGE_GENERATE);
		}
		if (this.functionCall.equals("auto")) {
			return this.functions.isEmpty() || offers(BuiltInTools.TEXT2IMAGE);
		}
		return this.functionCall.equals(BuiltInTools.TEXT2IMAGE);
	}

	/**
	 * Tells whether the model may read attached documents. The service's guide on
	 * built-in functions says that v1 needs {@code functions} or
	 * {@code "function_call": "auto"} for it; nothing of the kind is known of v2.
	 */
	public boolean allowsReading() {
		boolean unset = this.functionCall.isEmpty() && !this.functions.isEmpty();
		return this.apiVersion == 2 || unset || this.functionCall.equals("auto")
				|| this.functionCall.equals(BuiltInTools.GET_FILE_CONTENT);
	}

	/**
	 * The last message of the conversation.
	 * @return the message
	 */
	public ChatMessage lastMessage() {
		return this.messages.get(this.messages.size() - 1);
	}

	boolean endsWithUserMessage(String text) {
		return lastMessage().role().equals("user")
				&& lastMessage().content().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
	}

	boolean endsWithResultOf(String function) {
		ChatMessage last = lastMessage();
		String name = last.name();
		if (name == null && this.messages.size() > 1) {
			// a result may omit the name, but the call before it has one
			ChatMessage.FunctionCall call = this.messages.get(this.messages.size() - 2).functionCall();
			name = (call != null) ? call.name() : null;
		}
		return last.role().equals("function") && function.equals(name);
	}

	/**
	 * The text of the last user message, wherever it stands.
	 * @return the text, empty when there is no user message
	 */
	public String lastUserText() {
		int index = lastUserIndex();
		return (index < 0) ? "" : this.messages.get(index).content();
	}

	/**
	 * The results of functions that came after the last user message.
	 * @return the {@code function} messages in order
	 */
	public List<ChatMessage> functionResults() {
		return this.messages.subList(lastUserIndex() + 1, this.messages.size())
			.stream()
			.filter((message) -> message.role().equals("function"))
			.toList();
	}

	/**
	 * Whether a built-in tool of v2 may be used.
	 */
	public boolean allows(String tool) {
		boolean chosen = this.functionCall.isEmpty() || this.functionCall.equals("auto")
				|| this.functionCall.equals(tool);
		return chosen && this.tools.contains(tool);
	}

	/**
	 * The request in the form of v1, whichever it came in.
	 */
	public JsonNode v1View() {
		return this.v1View;
	}

	private int lastUserIndex() {
		int index = this.messages.size() - 1;
		while (index >= 0 && !this.messages.get(index).role().equals("user")) {
			index--;
		}
		return index;
	}

	@Override
	public String toString() {
		return "ChatRequest[model=" + this.model + ", messages=" + this.messages.size() + "]";
	}

}
