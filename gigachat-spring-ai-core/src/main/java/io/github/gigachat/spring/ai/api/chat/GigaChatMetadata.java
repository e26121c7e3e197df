package io.github.gigachat.spring.ai.api.chat;

/**
 * The names of what an answer carries beside its text, in the metadata of its message or
 * of the whole response.
 */
public final class GigaChatMetadata {

	/** The message metadata that a function call's state id travels in, both ways. */
	public static final String FUNCTIONS_STATE_ID = "functionsStateId";

	/**
	 * The message metadata that is {@code true} where the service refused the state ids
	 * of the conversation: a history with such a message goes out without any.
	 */
	public static final String STATE_IDS_OMITTED = "functionsStateIdsOmitted";

	/** The message metadata with what a reasoning model thought. */
	public static final String REASONING_CONTENT = "reasoningContent";

	/** The message metadata with the progress of a built-in function of the v1 API. */
	public static final String FUNCTION_PROGRESS = "functionInProgress";

	/** The message metadata with what the model said beside an answer by a schema. */
	public static final String TEXT_BESIDE_ANSWER = "textBesideAnswer";

	/**
	 * The message metadata with the built-in tools of the v2 API that run or ran: a list
	 * of {@link io.github.gigachat.spring.ai.api.chat.ToolExecution}. On a chunk of a
	 * stream it is the progress that the chunk tells of; on the last one all that ended.
	 */
	public static final String TOOL_EXECUTIONS = "toolExecutions";

	/**
	 * The message metadata with the pages that a web search found: a list of
	 * {@link WebSource}, by the markers in the text.
	 */
	public static final String WEB_SOURCES = "webSources";

	/**
	 * The message metadata with the pictures that a web search found: a list of what the
	 * service says of each.
	 */
	public static final String WEB_IMAGES = "webImages";

	/**
	 * The message metadata with the widgets that belong to the text (v2): a list of what
	 * the service says of each. Its documentation of November 2026 has them in
	 * {@code inline_data.widgets}.
	 */
	public static final String WIDGETS = "widgets";

	/**
	 * The message metadata with the files that the model made, so far in a stream: a list
	 * of {@link io.github.gigachat.spring.ai.api.chat.GeneratedFile}.
	 */
	public static final String GENERATED_FILES = "generatedFiles";

	/**
	 * The message metadata with the probabilities of the answer's tokens, where
	 * {@code top_logprobs} asked for them: a list of what the service says of each.
	 */
	public static final String LOGPROBS = "logprobs";

	/** The response metadata with the service's {@code x-session-id}. */
	public static final String SESSION_ID = "sessionId";

	/** The response metadata with the id of the stored conversation (v2). */
	public static final String THREAD_ID = "threadId";

	/**
	 * The metadata with the id of the stored answer (v2): of the response where the
	 * service names it for the answer, of the message where it does so for the message.
	 */
	public static final String MESSAGE_ID = "messageId";

	/** The response metadata with the time of the answer, in seconds of the epoch. */
	public static final String CREATED = "created";

	/**
	 * The response metadata with the steps that the service took to the answer (v2): a
	 * list of what it says of each.
	 */
	public static final String EXECUTION_STEPS = "executionSteps";

	/**
	 * The response metadata with all that the service says beside the answer (v2), as it
	 * has it: a map or a list.
	 */
	public static final String ADDITIONAL_DATA = "additionalData";

	private GigaChatMetadata() {
	}

}
