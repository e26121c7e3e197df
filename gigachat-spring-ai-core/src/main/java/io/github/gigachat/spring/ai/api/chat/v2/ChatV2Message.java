package io.github.gigachat.spring.ai.api.chat.v2;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.github.gigachat.spring.ai.api.GigaChatFiles;
import io.github.gigachat.spring.ai.api.chat.ToolExecution;
import io.github.gigachat.spring.ai.internal.json.RawJsonDeserializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * One message of a conversation in the v2 API, sent or received, or the increment of one
 * in a stream.
 *
 * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}; in answers
 * {@code reasoning} and other words, too
 * @param content the parts
 * @param toolsStateId the service's id of the state behind a call or a built-in tool;
 * sent back on the assistant message, it improves what follows. Its descriptions spell
 * the field in three ways, all of which are read
 * @param messageId the message's id, where the service stores the conversation
 * @param finishReason why this message ended, in answers only: the documentation of
 * November 2026 has it, recordings do not. It is not sent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChatV2Message(@JsonProperty("role") @Nullable String role,
		@JsonProperty("content") @Nullable List<Part> content, @JsonProperty("tools_state_id") @JsonAlias( {
				"tool_state_id", "functions_state_id" }) @Nullable String toolsStateId,
		@JsonProperty("message_id") @Nullable String messageId,
		@JsonProperty(value = "finish_reason", access = JsonProperty.Access.WRITE_ONLY) @Nullable String finishReason){

	/**
	 * Creates a message without a finish reason.
	 * @param role the role
	 * @param content the parts
	 * @param toolsStateId the service's id of the state behind a call or a built-in tool
	 * @param messageId the message's id, where the service stores the conversation
	 */
	public ChatV2Message(@Nullable String role, @Nullable List<Part> content, @Nullable String toolsStateId,
			@Nullable String messageId) {
		this(role, content, toolsStateId, messageId, null);
	}

	/**
	 * A message of these parts.
	 * @param role the role
	 * @param content the parts, at least one
	 * @return the message
	 */
	public static ChatV2Message of(String role, Part... content) {
		return new ChatV2Message(role, List.of(content), null, null);
	}

	/**
	 * Says what kind of message it is; never its content.
	 */
	@Override
	public String toString() {
		return "ChatV2Message[role=" + this.role + ", content=" + this.content + "]";
	}

	/**
	 * A file within a message of the v2 API: one that was uploaded, or one that the model
	 * made.
	 *
	 * @param id the file's id, by which {@link GigaChatFiles} has it
	 * @param mime the media type of a file that the model made
	 * @param target what a file that the model made is: {@code image}, {@code audio},
	 * {@code 3dmodel} or a word of the future
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record File(@JsonProperty("id") String id, @JsonProperty("mime") @Nullable String mime,
			@JsonProperty("target") @Nullable String target) {

		/**
		 * A file to show to the model.
		 * @param id the id of an uploaded file
		 * @return the file
		 */
		public static File uploaded(String id) {
			return new File(id, null, null);
		}

	}

	/**
	 * A call of a function, in the form of the v2 API.
	 *
	 * @param id the service's id of the call; not every installation gives one
	 * @param name the function's name on the wire
	 * @param arguments the text of a JSON object, which is an object on the wire: a
	 * string is refused with 400
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record FunctionCall(@JsonProperty("id") @Nullable String id, @JsonProperty("name") String name,
			@JsonProperty("arguments") @JsonRawValue @JsonDeserialize(
					using = RawJsonDeserializer.class) String arguments) {

		/**
		 * Whether the required name is there.
		 */
		public boolean hasName() {
			return this.name != null && !this.name.isBlank();
		}

		/**
		 * Says which function is called; never with what.
		 */
		@Override
		public String toString() {
			return "ChatV2FunctionCall[name=" + this.name + ", arguments=***]";
		}

	}

	/**
	 * The result of a function, in the form of the v2 API.
	 *
	 * @param name the function's name on the wire; refused with 400 when it is missing
	 * @param result the result, as the text of a JSON value, which the service parses
	 */
	public record FunctionResult(@JsonProperty("name") String name,
			@JsonProperty("result") @JsonDeserialize(using = RawJsonDeserializer.class) String result) {

		/**
		 * Says which function returned; never what.
		 */
		@Override
		public String toString() {
			return "ChatV2FunctionResult[name=" + this.name + ", result=***]";
		}

	}

	/**
	 * A part of a message of the v2 API. It has no type: what is not {@code null} tells
	 * what it is.
	 *
	 * @param text a piece of text
	 * @param files files that were uploaded, or that the model made
	 * @param functionCall a call of a function, in an assistant's message
	 * @param functionResult the result of a function, in a {@code tool} message
	 * @param inlineData what belongs to the text of an answer, such as the sources of a
	 * web search; as the service has it
	 * @param toolExecution how far one of the service's own tools is; in answers only
	 * @param logprobs the probabilities of the tokens; in answers only, as the service
	 * has them
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Part(@JsonProperty("text") @Nullable String text, @JsonProperty("files") @Nullable List<File> files,
			@JsonProperty("function_call") @Nullable FunctionCall functionCall,
			@JsonProperty("function_result") @Nullable FunctionResult functionResult,
			@JsonProperty("inline_data") @Nullable Object inlineData,
			@JsonProperty("tool_execution") @Nullable ToolExecution toolExecution,
			@JsonProperty("logprobs") @Nullable Object logprobs) {

		/**
		 * A piece of text.
		 * @param text the text
		 * @return the part
		 */
		public static Part text(String text) {
			return new Part(text, null, null, null, null, null, null);
		}

		/**
		 * Files.
		 * @param files the files, at least one
		 * @return the part
		 */
		public static Part files(List<File> files) {
			return new Part(null, List.copyOf(files), null, null, null, null, null);
		}

		/**
		 * A call of a function.
		 * @param call the call
		 * @return the part
		 */
		public static Part call(FunctionCall call) {
			return new Part(null, null, call, null, null, null, null);
		}

		/**
		 * The result of a function.
		 * @param result the result
		 * @return the part
		 */
		public static Part result(FunctionResult result) {
			return new Part(null, null, null, result, null, null, null);
		}

		/**
		 * Says what the part has; never its content.
		 */
		@Override
		public String toString() {
			return "ChatV2Part[text=" + ((this.text != null) ? "***" : "null") + ", files=" + this.files
					+ ", functionCall=" + this.functionCall + ", functionResult=" + this.functionResult
					+ ", toolExecution=" + this.toolExecution + "]";
		}

	}

}
