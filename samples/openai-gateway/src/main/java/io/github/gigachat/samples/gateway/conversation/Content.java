package io.github.gigachat.samples.gateway.conversation;

import java.util.List;

import io.github.gigachat.samples.gateway.json.JsonFields;

import org.springframework.ai.content.Media;

/**
 * The content of one message or result.
 *
 * @param text the text; empty if there is none
 * @param media the pictures and files, in their order
 */
public record Content(String text, List<Media> media) {

	/**
	 * Returns the text of a message that cannot have pictures and files.
	 * @param fields the message
	 * @param field its field with the content
	 * @return the text
	 * @throws io.github.gigachat.samples.gateway.error.ApiException if there are any
	 */
	public String onlyText(JsonFields fields, String field) {
		if (!this.media.isEmpty()) {
			throw fields.wrong(field, "text: pictures and files belong to messages of users and to results");
		}
		return this.text;
	}

	/** Returns nothing of the content. */
	@Override
	public String toString() {
		return "Content[media=" + this.media.size() + "]";
	}

}
