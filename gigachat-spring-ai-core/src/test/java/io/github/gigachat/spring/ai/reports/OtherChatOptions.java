package io.github.gigachat.spring.ai.reports;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.model.tool.DefaultToolCallingChatOptions;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;

/**
 * Options as other providers of Spring AI have them: {@code build()} fills in a model and
 * a limit that nobody chose.
 */
final class OtherChatOptions extends DefaultToolCallingChatOptions implements StructuredOutputChatOptions {

	static final String DEFAULT_MODEL = "gpt-5-mini";

	private final @Nullable String outputSchema;

	private OtherChatOptions(ToolCallingChatOptions portable, @Nullable String outputSchema) {
		super(portable.getToolCallbacks(), portable.getToolContext(),
				(portable.getModel() != null) ? portable.getModel() : DEFAULT_MODEL, portable.getFrequencyPenalty(),
				(portable.getMaxTokens() != null) ? portable.getMaxTokens() : Integer.valueOf(4096),
				portable.getPresencePenalty(), portable.getStopSequences(), portable.getTemperature(),
				portable.getTopK(), portable.getTopP());
		this.outputSchema = outputSchema;
	}

	static Builder another() {
		return new Builder();
	}

	@Override
	public @Nullable String getOutputSchema() {
		return this.outputSchema;
	}

	@Override
	public Builder mutate() {
		return new Builder().model(getModel())
			.maxTokens(getMaxTokens())
			.temperature(getTemperature())
			.topP(getTopP())
			.toolCallbacks(getToolCallbacks())
			.toolContext(getToolContext())
			.outputSchema(this.outputSchema);
	}

	static final class Builder extends DefaultToolCallingChatOptions.Builder<Builder>
			implements StructuredOutputChatOptions.Builder<Builder> {

		private @Nullable String outputSchema;

		@Override
		public Builder outputSchema(@Nullable String outputSchema) {
			this.outputSchema = outputSchema;
			return this;
		}

		@Override
		public OtherChatOptions build() {
			return new OtherChatOptions(super.build(), this.outputSchema);
		}

	}

}
