package io.github.gigachat.spring.ai;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;

/**
 * Warns, once per option, of portable options that the service does not have.
 */
final class UnsupportedOptions {

	private static final Log logger = LogFactory.getLog(GigaChatModel.class);

	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	void warn(ChatOptions options) {
		warn("stopSequences", options.getStopSequences());
		warn("topK", options.getTopK());
		warn("frequencyPenalty", options.getFrequencyPenalty());
		warn("presencePenalty", options.getPresencePenalty());
	}

	private void warn(String name, @Nullable Object value) {
		if (value != null && this.warned.add(name)) {
			logger.warn("GigaChat has no option like " + name + ": it is not sent");
		}
	}

}
