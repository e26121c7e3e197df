package io.github.gigachat.emulator.rules;

import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;

/**
 * Checks the attachments of a conversation. The service's own error texts are not known.
 */
final class AttachmentRules {

	private static final int MAX_ATTACHMENTS = 10;

	private AttachmentRules() {
	}

	static void check(JsonNode messages, Predicate<String> files) {
		int count = 0;
		for (JsonNode message : messages) {
			for (JsonNode id : message.path("attachments")) {
				count++;
				if (!files.test(id.stringValue())) {
					// the service's text for an unknown file
					throw new Refusal(404, "No such model");
				}
			}
		}
		if (count > MAX_ATTACHMENTS) {
			throw Refusal.invalidParams("no more than " + MAX_ATTACHMENTS + " attachments are allowed");
		}
	}

}
