package io.github.gigachat.spring.ai.api.chat;

/**
 * The service's two APIs for chats. They differ in form and in what they offer, and never
 * mix in one request.
 */
public enum ChatApi {

	/** {@code POST {base-url}/chat/completions}: functions, one choice, attachments. */
	V1,

	/**
	 * {@code POST /v2/chat/completions}: content in parts, the service's own tools, named
	 * events in a stream.
	 */
	V2

}
