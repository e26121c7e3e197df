package io.github.gigachat.samples.gateway.chat;

import java.util.Locale;

import io.github.gigachat.samples.gateway.dialect.FinishReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Counts and logs finish reasons of the service that the gateway does not know.
 */
@Component
class UnknownFinishReasons {

	/** The counter of answers with such a reason. */
	static final String METER = "gigachat.gateway.unknown.finish.reasons";

	private static final Log logger = LogFactory.getLog(UnknownFinishReasons.class);

	private final @Nullable Counter counter;

	UnknownFinishReasons(ObjectProvider<MeterRegistry> meters) {
		MeterRegistry registry = meters.getIfUnique();
		this.counter = (registry != null) ? Counter.builder(METER)
			.description("Answers with a finish reason that the gateway does not know")
			.register(registry) : null;
	}

	void note(ChatResponse response) {
		Generation generation = response.getResult();
		String reason = (generation != null) ? generation.getMetadata().getFinishReason() : null;
		if (reason == null || reason.isEmpty() || FinishReason.isKnown(reason)) {
			return;
		}
		// the word comes from the service, and a line of the log is one line
		String word = reason.toLowerCase(Locale.ROOT).replaceAll("[^a-z_]", "?");
		logger.warn("GigaChat ended an answer with the unknown finish reason '"
				+ word.substring(0, Math.min(40, word.length())) + "'; clients get 'stop'");
		if (this.counter != null) {
			this.counter.increment();
		}
	}

}
