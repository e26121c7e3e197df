package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A part of a message of the v2 API. It has no type: what is not {@code null} tells what
 * it is.
 *
 * @param text a piece of text
 * @param files files that were uploaded, or that the model made
 * @param functionCall a call of a function, in an assistant's message
 * @param functionResult the result of a function, in a {@code tool} message
 * @param inlineData what belongs to the text of an answer, such as the sources of a web
 * search; as the service has it
 * @param toolExecution how far one of the service's own tools is; in answers only
 * @param logprobs the probabilities of the tokens; in answers only, as the service has
 * them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChatV2Part(@JsonProperty("text") @Nullable String text,
		@JsonProperty("files") @Nullable List<ChatV2File> files,
		@JsonProperty("function_call") @Nullable ChatV2FunctionCall functionCall,
		@JsonProperty("function_result") @Nullable ChatV2FunctionResult functionResult,
		@JsonProperty("inline_data") @Nullable Object inlineData,
		@JsonProperty("tool_execution") @Nullable ToolExecution toolExecution,
		@JsonProperty("logprobs") @Nullable Object logprobs) {

	/**
	 * A piece of text.
	 * @param text the text
	 * @return the part
	 */
	public static ChatV2Part text(String text) {
		return new ChatV2Part(text, null, null, null, null, null, null);
	}

	/**
	 * Files.
	 * @param files the files, at least one
	 * @return the part
	 */
	public static ChatV2Part files(List<ChatV2File> files) {
		return new ChatV2Part(null, List.copyOf(files), null, null, null, null, null);
	}

	/**
	 * A call of a function.
	 * @param call the call
	 * @return the part
	 */
	public static ChatV2Part call(ChatV2FunctionCall call) {
		return new ChatV2Part(null, null, call, null, null, null, null);
	}

	/**
	 * The result of a function.
	 * @param result the result
	 * @return the part
	 */
	public static ChatV2Part result(ChatV2FunctionResult result) {
		return new ChatV2Part(null, null, null, result, null, null, null);
	}

	/**
	 * Says what the part has; never its content.
	 */
	@Override
	public String toString() {
		return "ChatV2Part[text=" + ((this.text != null) ? "***" : "null") + ", files=" + this.files + ", functionCall="
				+ this.functionCall + ", functionResult=" + this.functionResult + ", toolExecution="
				+ this.toolExecution + "]";
	}

}
