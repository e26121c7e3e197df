package io.github.gigachat.spring.ai.api.chat.v2;

/**
 * One event of a stream of the v2 API.
 *
 * @param event the event's name, one of this record's constants
 * @param body what it adds to the answer
 */
public record ChatV2Chunk(String event, ChatV2Response body) {

	/** More of the answer. */
	public static final String DELTA = "response.message.delta";

	/**
	 * The end of the answer, with its reason and its usage; of a call of a function the
	 * only event that has it. A stream that ends with {@code [DONE]} alone has one
	 * without messages: it repeats what the events before it said beside theirs.
	 */
	public static final String DONE = "response.message.done";

	/** One of the service's own tools runs. */
	public static final String TOOL_IN_PROGRESS = "response.tool.in_progress";

	/** One of the service's own tools has ended. */
	public static final String TOOL_COMPLETED = "response.tool.completed";

	/**
	 * Whether the answer ends with it.
	 * @return {@code true} for the terminal event
	 */
	public boolean isLast() {
		return this.event.equals(DONE);
	}

}
