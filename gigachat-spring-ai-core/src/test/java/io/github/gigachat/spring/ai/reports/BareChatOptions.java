package io.github.gigachat.spring.ai.reports;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;

/**
 * Options of another provider that share no class with Spring AI's own, only the
 * interfaces.
 */
record BareChatOptions(String model, @Nullable Double temperature,
		@Nullable List<ToolCallback> tools) implements ToolCallingChatOptions {

	@Override
	public String getModel() {
		return this.model;
	}

	@Override
	public @Nullable Double getFrequencyPenalty() {
		return null;
	}

	@Override
	public @Nullable Integer getMaxTokens() {
		return null;
	}

	@Override
	public @Nullable Double getPresencePenalty() {
		return null;
	}

	@Override
	public @Nullable List<String> getStopSequences() {
		return null;
	}

	@Override
	public @Nullable Double getTemperature() {
		return this.temperature;
	}

	@Override
	public @Nullable Integer getTopK() {
		return null;
	}

	@Override
	public @Nullable Double getTopP() {
		return null;
	}

	@Override
	public @Nullable List<ToolCallback> getToolCallbacks() {
		return this.tools;
	}

	@Override
	public @Nullable Map<String, Object> getToolContext() {
		return null;
	}

	@Override
	public Builder mutate() {
		return new Builder(this);
	}

	/**
	 * Keeps what it is given; of the setters only those of the model and the temperature
	 * are used.
	 */
	static final class Builder implements ToolCallingChatOptions.Builder<Builder> {

		private BareChatOptions options;

		Builder(BareChatOptions options) {
			this.options = options;
		}

		@Override
		public Builder clone() {
			return new Builder(this.options);
		}

		@Override
		public Builder model(@Nullable String model) {
			this.options = new BareChatOptions((model != null) ? model : OtherChatOptions.DEFAULT_MODEL,
					this.options.temperature(), this.options.tools());
			return this;
		}

		@Override
		public Builder temperature(@Nullable Double temperature) {
			this.options = new BareChatOptions(this.options.model(), temperature, this.options.tools());
			return this;
		}

		@Override
		public Builder toolCallbacks(@Nullable List<ToolCallback> toolCallbacks) {
			this.options = new BareChatOptions(this.options.model(), this.options.temperature(), toolCallbacks);
			return this;
		}

		@Override
		public Builder toolCallbacks(ToolCallback... toolCallbacks) {
			return toolCallbacks(List.of(toolCallbacks));
		}

		@Override
		public Builder toolContext(@Nullable Map<String, Object> context) {
			return this;
		}

		@Override
		public Builder toolContext(String key, Object value) {
			return this;
		}

		@Override
		public Builder frequencyPenalty(@Nullable Double frequencyPenalty) {
			return this;
		}

		@Override
		public Builder maxTokens(@Nullable Integer maxTokens) {
			return this;
		}

		@Override
		public Builder presencePenalty(@Nullable Double presencePenalty) {
			return this;
		}

		@Override
		public Builder stopSequences(@Nullable List<String> stopSequences) {
			return this;
		}

		@Override
		public Builder topK(@Nullable Integer topK) {
			return this;
		}

		@Override
		public Builder topP(@Nullable Double topP) {
			return this;
		}

		@Override
		public Builder combineWith(ChatOptions.Builder<?> other) {
			return this;
		}

		@Override
		public BareChatOptions build() {
			return this.options;
		}

	}

}
