package io.github.gigachat.spring.ai;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.image.ImageOptions;

/**
 * Logs a warning, once per option, for portable options that the service does not
 * support.
 */
final class UnsupportedOptions {

	private final Log logger;

	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	/**
	 * Creates the warnings of one model.
	 * @param model the class whose logger is used
	 */
	UnsupportedOptions(Class<?> model) {
		this.logger = LogFactory.getLog(model);
	}

	void warn(ChatOptions options) {
		warn("stopSequences", options.getStopSequences());
		warn("topK", options.getTopK());
		warn("frequencyPenalty", options.getFrequencyPenalty());
		warn("presencePenalty", options.getPresencePenalty());
	}

	void warn(ImageOptions options) {
		warn("width", options.getWidth());
		warn("height", options.getHeight());
	}

	void warn(String name, @Nullable Object value) {
		if (value != null && this.warned.add(name)) {
			this.logger.warn("GigaChat does not support the option " + name + ": it is not sent");
		}
	}

}
