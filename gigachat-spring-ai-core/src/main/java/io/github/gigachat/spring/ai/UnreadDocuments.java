package io.github.gigachat.spring.ai;

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Warns once per call, however often its prompt is flattened, that the model may answer
 * without having read an attached document.
 */
final class UnreadDocuments {

	private static final Log logger = LogFactory.getLog(GigaChatModel.class);

	private final AtomicBoolean warned = new AtomicBoolean();

	/** Logs the reason, where the conversation has one, and returns the conversation. */
	FlattenedConversation warned(FlattenedConversation conversation) {
		String reason = conversation.unreadDocument();
		if (reason != null && this.warned.compareAndSet(false, true)) {
			logger.warn("A document of the prompt may go unread: " + reason);
		}
		return conversation;
	}

}
