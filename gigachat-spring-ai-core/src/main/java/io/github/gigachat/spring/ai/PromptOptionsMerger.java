package io.github.gigachat.spring.ai;

import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Merges the options of a prompt with the defaults of a chat model. It calls
 * {@link GigaChatOptions.Builder#combineWith} on a builder with the model's defaults, as
 * a {@code ChatClient} does. Merging the result again has no effect.
 */
final class PromptOptionsMerger {

	private final GigaChatOptions options;

	/** The options of a prompt without any. */
	private final GigaChatOptions unchanged;

	private final UnsupportedOptions unsupported = new UnsupportedOptions(GigaChatModel.class);

	PromptOptionsMerger(GigaChatOptions options) {
		String model = OptionsMerge.name(options.getModel(), GigaChatModel.DEFAULT_MODEL);
		this.options = options.mutate().model(model).buildDefaults();
		this.unchanged = built(this.options.mutate());
	}

	/** Returns the model's defaults, which always name a model. */
	GigaChatOptions options() {
		return this.options;
	}

	/**
	 * Returns the prompt with the merged options. Logs a warning for options that are not
	 * sent.
	 */
	Prompt resolved(Prompt prompt) {
		GigaChatOptions merged = merged(prompt.getOptions());
		this.unsupported.warn(merged);
		return new Prompt(prompt.getInstructions(), merged);
	}

	private GigaChatOptions merged(@Nullable ChatOptions given) {
		if (given == null) {
			return this.unchanged;
		}
		ChatOptions.Builder<?> request = given.mutate();
		if (OptionsMerge.isForeign(given)) {
			// removed here, since the builder of foreign options may be Spring AI's
			// own class
			request.model(null);
		}
		return built(this.options.mutate().combineWith(request));
	}

	private static GigaChatOptions built(GigaChatOptions.Builder merged) {
		GigaChatOptions options = merged.build();
		return FunctionCallMode.UNSET.equals(options.getFunctionCall()) ? merged.functionCall(null).build() : options;
	}

}
