package io.github.gigachat.emulator;

import java.util.List;
import java.util.Locale;

import io.github.gigachat.emulator.chat.BuiltInTools;
import tools.jackson.databind.JsonNode;

/**
 * A valid chat request, as scripts see it.
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
	 * Returns the requested version of the API. All other properties read the same for
	 * both versions.
	 * @return 1 or 2
	 */
	public int apiVersion() {
		return this.apiVersion;
	}

	/**
	 * Returns the body as it was received.
	 * @return JSON text
	 */
	public String json() {
		return this.json;
	}

	/**
	 * Returns the requested model.
	 * @return the name of the model
	 */
	public String model() {
		return this.model;
	}

	/**
	 * Returns whether the client requested a stream.
	 * @return true for {@code "stream": true}
	 */
	public boolean stream() {
		return this.stream;
	}

	/**
	 * Returns the mode of function calls.
	 * @return {@code auto}, {@code none}, the name of the forced function or built-in
	 * tool, or an empty string if the request has no mode
	 */
	public String functionCall() {
		return this.functionCall;
	}

	/**
	 * Returns the conversation.
	 * @return the messages, in order
	 */
	public List<ChatMessage> messages() {
		return this.messages;
	}

	/**
	 * Returns the offered functions.
	 * @return the functions, in order
	 */
	public List<OfferedFunction> functions() {
		return this.functions;
	}

	/**
	 * Returns the built-in tools of v2 that the request offers.
	 * @return names such as {@code web_search}, in order
	 */
	public List<String> tools() {
		return this.tools;
	}

	/**
	 * Returns whether the request offers a function.
	 * @param name the function's name
	 * @return true if it is among {@link #functions()}
	 */
	public boolean offers(String name) {
		return this.functions.stream().anyMatch((function) -> function.name().equals(name));
	}

	/**
	 * Returns whether the model may draw. A request of v1 must force {@code text2image},
	 * or have the mode {@code auto} and offer either no function or {@code text2image}. A
	 * request of v2 must offer {@code image_generate} and not switch calls off.
	 * @return true if an answer may have a picture
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
	 * Returns whether the model may read attached documents. The service's guide on
	 * built-in functions requires {@code functions} or {@code "function_call": "auto"}
	 * for v1. No such rule is known for v2.
	 * @return true if the model may read documents
	 */
	public boolean allowsReading() {
		boolean unset = this.functionCall.isEmpty() && !this.functions.isEmpty();
		return this.apiVersion == 2 || unset || this.functionCall.equals("auto")
				|| this.functionCall.equals(BuiltInTools.GET_FILE_CONTENT);
	}

	/**
	 * Returns the last message of the conversation.
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
	 * Returns the text of the last user message.
	 * @return the text, empty if there is no user message
	 */
	public String lastUserText() {
		int index = lastUserIndex();
		return (index < 0) ? "" : this.messages.get(index).content();
	}

	/**
	 * Returns the function results after the last user message.
	 * @return the {@code function} messages, in order
	 */
	public List<ChatMessage> functionResults() {
		return this.messages.subList(lastUserIndex() + 1, this.messages.size())
			.stream()
			.filter((message) -> message.role().equals("function"))
			.toList();
	}

	/**
	 * Returns whether the model may use a built-in tool of v2.
	 * @param tool the tool's name
	 * @return true if the request offers the tool and does not switch it off
	 */
	public boolean allows(String tool) {
		boolean chosen = this.functionCall.isEmpty() || this.functionCall.equals("auto")
				|| this.functionCall.equals(tool);
		return chosen && this.tools.contains(tool);
	}

	/**
	 * Returns the request in the form of v1, whatever its version. For the emulator's own
	 * use.
	 * @return a v1 body
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
