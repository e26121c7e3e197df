package io.github.gigachat.spring.ai;

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs a warning if the model may answer without having read an attached document. It is
 * logged once per call, even if the prompt is flattened several times.
 */
final class UnreadDocuments {

	private static final Log logger = LogFactory.getLog(GigaChatModel.class);

	private final AtomicBoolean warned = new AtomicBoolean();

	/** Logs the reason if the conversation has one. Returns the conversation. */
	FlattenedConversation warned(FlattenedConversation conversation) {
		String reason = conversation.unreadDocument();
		if (reason != null && this.warned.compareAndSet(false, true)) {
			logger.warn("A document of the prompt may go unread: " + reason);
		}
		return conversation;
	}

}
