package io.github.gigachat.samples.gateway.completions;

import java.util.List;

import org.springframework.ai.content.Media;

/**
 * The content of one message.
 *
 * @param text the text; empty if there is none
 * @param media the pictures and files, in their order
 */
record Content(String text, List<Media> media) {

	/** Returns nothing of the content. */
	@Override
	public String toString() {
		return "Content[media=" + this.media.size() + "]";
	}

}
