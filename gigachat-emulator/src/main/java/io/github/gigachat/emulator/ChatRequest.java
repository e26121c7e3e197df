package io.github.gigachat.emulator;

import java.util.List;

/**
 * A chat request, as a script sees it.
 */
public final class ChatRequest {

	private final String json;

	private final String model;

	private final boolean stream;

	private final String functionCall;

	private final List<ChatMessage> messages;

	private final List<OfferedFunction> functions;

	ChatRequest(String json, String model, boolean stream, String functionCall, List<ChatMessage> messages,
			List<OfferedFunction> functions) {
		this.json = json;
		this.model = model;
		this.stream = stream;
		this.functionCall = functionCall;
		this.messages = List.copyOf(messages);
		this.functions = List.copyOf(functions);
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
	 * @return {@code auto}, {@code none}, the name of the forced function, or an empty
	 * string when the request has none
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
	 * Whether a function was offered.
	 * @param name the function's name
	 * @return true when it is among {@link #functions()}
	 */
	public boolean offers(String name) {
		return this.functions.stream().anyMatch((function) -> function.name().equals(name));
	}

	/**
	 * Whether the model may draw: with {@code auto}, when no functions are offered or
	 * {@code text2image} is among them; or when it is forced.
	 * @return true when an answer may hold a picture
	 */
	public boolean allowsDrawing() {
		if (this.functionCall.equals("auto")) {
			return this.functions.isEmpty() || offers(Drawings.FUNCTION);
		}
		return this.functionCall.equals(Drawings.FUNCTION);
	}

	/**
	 * The last message of the conversation.
	 * @return the message
	 */
	public ChatMessage lastMessage() {
		return this.messages.get(this.messages.size() - 1);
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
