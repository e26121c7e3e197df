package io.github.gigachat.spring.ai.api.chat;

/**
 * The version of the service's chat API. The two versions have different formats and
 * features. A request uses one of them.
 */
public enum ChatApi {

	/**
	 * {@code POST {base-url}/chat/completions}, with functions, one choice and
	 * attachments.
	 */
	V1,

	/**
	 * {@code POST /v2/chat/completions}, with content in parts, the service's built-in
	 * tools and named stream events.
	 */
	V2

}
