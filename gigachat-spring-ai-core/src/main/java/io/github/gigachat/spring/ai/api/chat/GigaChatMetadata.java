package io.github.gigachat.spring.ai.api.chat;

/**
 * The metadata keys of GigaChat's answers. Some are keys of the message's metadata,
 * others of the response's.
 */
public final class GigaChatMetadata {

	/** Message metadata: the state id of a function call, received and sent back. */
	public static final String FUNCTIONS_STATE_ID = "functionsStateId";

	/**
	 * Message metadata: {@code true} if the service refused the state ids of the
	 * conversation. A history with such a message is sent without state ids.
	 */
	public static final String STATE_IDS_OMITTED = "functionsStateIdsOmitted";

	/** Message metadata: the reasoning of a reasoning model. */
	public static final String REASONING_CONTENT = "reasoningContent";

	/** Message metadata: the progress of a built-in function of the v1 API. */
	public static final String FUNCTION_PROGRESS = "functionInProgress";

	/** Message metadata: the text that the model wrote beside a structured answer. */
	public static final String TEXT_BESIDE_ANSWER = "textBesideAnswer";

	/**
	 * Message metadata: the built-in tools of the v2 API that are running or have ended,
	 * as a list of {@link ToolExecution}. In a chunk of a stream it contains the progress
	 * that the chunk reports. In the last chunk it contains all tools that have ended.
	 */
	public static final String TOOL_EXECUTIONS = "toolExecutions";

	/**
	 * Message metadata: the pages that a web search found, as a list of {@link WebSource}
	 * with the markers in the text.
	 */
	public static final String WEB_SOURCES = "webSources";

	/**
	 * Message metadata: the images that a web search found, as a list in the service's
	 * own format.
	 */
	public static final String WEB_IMAGES = "webImages";

	/**
	 * Message metadata: the widgets of the text (v2), as a list in the service's own
	 * format. The documentation of November 2026 names the field
	 * {@code inline_data.widgets}.
	 */
	public static final String WIDGETS = "widgets";

	/**
	 * Message metadata: the files that the model has generated so far, as a list of
	 * {@link GeneratedFile}.
	 */
	public static final String GENERATED_FILES = "generatedFiles";

	/**
	 * Message metadata: the probabilities of the answer's tokens, if the request sets
	 * {@code top_logprobs}, as a list in the service's own format.
	 */
	public static final String LOGPROBS = "logprobs";

	/**
	 * Generation metadata: the finish reason in the service's own words, {@code length}
	 * for example. It tells a function call that was cut off at the maximum number of
	 * tokens from a complete one: the finish reason of both is {@code TOOL_CALLS}.
	 */
	public static final String NATIVE_FINISH_REASON = "nativeFinishReason";

	/**
	 * Response metadata: the changes that the prompt needed before it was sent, as
	 * {@link FlatteningChanges}. Absent if it was sent as it is. In a stream, the first
	 * chunk has it already.
	 */
	public static final String FLATTENING_CHANGES = "flatteningChanges";

	/** Response metadata: the {@code x-session-id} header of the response. */
	public static final String SESSION_ID = "sessionId";

	/** Response metadata: the id of the stored conversation (v2). */
	public static final String THREAD_ID = "threadId";

	/**
	 * The id of the stored answer (v2): response metadata if the service sends it for the
	 * whole answer, message metadata if it sends it for the message.
	 */
	public static final String MESSAGE_ID = "messageId";

	/** Response metadata (v2): the time of the answer, in seconds since the epoch. */
	public static final String CREATED = "created";

	/**
	 * Response metadata: the steps by which the service produced the answer (v2), as a
	 * list in the service's own format.
	 */
	public static final String EXECUTION_STEPS = "executionSteps";

	/**
	 * Response metadata: the additional data of the answer (v2), a map or a list in the
	 * service's own format.
	 */
	public static final String ADDITIONAL_DATA = "additionalData";

	private GigaChatMetadata() {
	}

}
