package io.github.gigachat.spring.ai;

import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.util.StringUtils;

/**
 * Logs a warning for an answer that reached the maximum number of tokens before its first
 * word, which may happen with a reasoning model. The answer is returned as it is, with
 * the finish reason {@code LENGTH}.
 */
final class EmptyAnswer {

	private static final Log logger = LogFactory.getLog(GigaChatModel.class);

	private static final Set<String> LENGTH = Set.of("LENGTH");

	private boolean content;

	private EmptyAnswer() {
	}

	/** Checks a whole answer. */
	static void check(ChatResponse response) {
		new EmptyAnswer().take(response);
	}

	/** Checks a streamed answer, once. */
	static Flux<ChatResponse> checked(Flux<ChatResponse> chunks) {
		return chunks.doOnNext(new EmptyAnswer()::take);
	}

	private void take(ChatResponse response) {
		if (this.content) {
			return;
		}
		for (Generation generation : response.getResults()) {
			if (hasContent(generation)) {
				this.content = true;
				return;
			}
		}
		if (response.hasFinishReasons(LENGTH)) {
			logger.warn("The answer" + id(response) + " has no text: it reached the maximum number of tokens first."
					+ " Raise spring.ai.gigachat.chat.max-tokens, or the maxTokens of the request");
		}
	}

	private static boolean hasContent(Generation generation) {
		AssistantMessage message = generation.getOutput();
		return StringUtils.hasText(message.getText()) || message.hasToolCalls() || !message.getMedia().isEmpty();
	}

	private static String id(ChatResponse response) {
		String id = response.getMetadata().getId();
		return StringUtils.hasText(id) ? " to the request " + id : "";
	}

}
