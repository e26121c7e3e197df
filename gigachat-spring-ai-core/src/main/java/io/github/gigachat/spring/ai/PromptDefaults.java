package io.github.gigachat.spring.ai;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.util.StringUtils;

/**
 * A model's own options, and what of them holds for a prompt that has options too.
 */
final class PromptDefaults {

	private final GigaChatOptions options;

	private final String model;

	private final UnsupportedOptions unsupported = new UnsupportedOptions(GigaChatModel.class);

	PromptDefaults(GigaChatOptions options) {
		String model = options.getModel();
		this.model = (model != null && StringUtils.hasText(model)) ? model : GigaChatModel.DEFAULT_MODEL;
		this.options = options.mutate().model(this.model).build();
	}

	/** The model's own options, which name a model. */
	GigaChatOptions options() {
		return this.options;
	}

	/** The prompt with the options that hold for it; what is not sent is warned of. */
	Prompt resolved(Prompt prompt) {
		GigaChatOptions merged = merged(prompt.getOptions());
		this.unsupported.warn(merged);
		return new Prompt(prompt.getInstructions(), merged);
	}

	private GigaChatOptions merged(@Nullable ChatOptions given) {
		if (given == null) {
			return this.options;
		}
		if (given instanceof GigaChatOptions own) {
			return completed(own);
		}
		GigaChatOptions merged = this.options.mutate().combineWith(given.mutate()).build();
		if (!isPortable(given)) {
			// the model of another provider, perhaps its default that nobody chose
			return merged.mutate().model(this.model).build();
		}
		return StringUtils.hasText(merged.getModel()) ? merged : merged.mutate().model(this.model).build();
	}

	/** Which model answers, and through which API, no request leaves open. */
	private GigaChatOptions completed(GigaChatOptions own) {
		boolean model = StringUtils.hasText(own.getModel());
		if (model && (own.getApi() != null || this.options.getApi() == null)) {
			return own;
		}
		return own.mutate()
			.model(model ? own.getModel() : this.model)
			.api((own.getApi() != null) ? own.getApi() : this.options.getApi())
			.build();
	}

	/** Options of Spring AI's own, which name a model only where somebody did. */
	private static boolean isPortable(ChatOptions options) {
		String origin = options.getClass().getPackageName();
		return origin.equals(ChatOptions.class.getPackageName())
				|| origin.equals(ToolCallingChatOptions.class.getPackageName());
	}

}
