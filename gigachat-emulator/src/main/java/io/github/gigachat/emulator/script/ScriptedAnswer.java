package io.github.gigachat.emulator.script;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A scripted answer, as the endpoints read it.
 *
 * @param content the content
 * @param finishReason the finish reason, null for the default of the content
 * @param usage the token counts, null for estimated ones
 * @param delay the time before the first byte
 * @param headers additional response headers
 * @param extras the parts beside the content
 */
public record ScriptedAnswer(AnswerContent content, @Nullable String finishReason, @Nullable Usage usage,
		Duration delay, Map<String, String> headers, AnswerExtras extras) {

	public static final ScriptedAnswer DEFAULT = of(new AnswerContent.Default());

	public static ScriptedAnswer of(AnswerContent content) {
		return new ScriptedAnswer(content, null, null, Duration.ZERO, Map.of(), AnswerExtras.NONE);
	}

	public ScriptedAnswer withContent(AnswerContent other) {
		return new ScriptedAnswer(other, this.finishReason, this.usage, this.delay, this.headers, this.extras);
	}

	public ScriptedAnswer withFinishReason(String other) {
		return new ScriptedAnswer(this.content, other, this.usage, this.delay, this.headers, this.extras);
	}

	public ScriptedAnswer withUsage(Usage other) {
		return new ScriptedAnswer(this.content, this.finishReason, other, this.delay, this.headers, this.extras);
	}

	public ScriptedAnswer withDelay(Duration other) {
		return new ScriptedAnswer(this.content, this.finishReason, this.usage, other, this.headers, this.extras);
	}

	public ScriptedAnswer withHeader(String name, String value) {
		Map<String, String> more = new LinkedHashMap<>(this.headers);
		more.put(name, value);
		return new ScriptedAnswer(this.content, this.finishReason, this.usage, this.delay, Map.copyOf(more),
				this.extras);
	}

	public ScriptedAnswer withExtras(AnswerExtras other) {
		return new ScriptedAnswer(this.content, this.finishReason, this.usage, this.delay, this.headers, other);
	}

}
