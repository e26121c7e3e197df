package io.github.gigachat.spring.ai.api.chat;

import java.util.Objects;

/**
 * A chat request that was not sent.
 *
 * @param path the path of the endpoint, {@code /api/v1/chat/completions} for example
 * @param body the JSON body. It has the content of the conversation
 * @param changes the changes that the prompt needed; none for a request that was not
 * created from a prompt
 */
public record RequestPreview(String path, String body, FlatteningChanges changes) {

	/**
	 * Creates a preview.
	 * @param path the path of the endpoint
	 * @param body the JSON body
	 * @param changes the changes that the prompt needed
	 */
	public RequestPreview {
		Objects.requireNonNull(path, "path");
		Objects.requireNonNull(body, "body");
		Objects.requireNonNull(changes, "changes");
	}

	/**
	 * Describes the request without its content.
	 */
	@Override
	public String toString() {
		return "RequestPreview[path=" + this.path + ", body of " + this.body.length() + " characters, changes=["
				+ this.changes + "]]";
	}

}
