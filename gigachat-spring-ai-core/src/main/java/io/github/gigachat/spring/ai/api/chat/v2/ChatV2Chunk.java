package io.github.gigachat.spring.ai.api.chat.v2;

/**
 * One event of a stream of the v2 API.
 *
 * @param event the event's name, one of this record's constants
 * @param body the increment of the answer
 */
public record ChatV2Chunk(String event, ChatV2Response body) {

	/** An increment of the answer. */
	public static final String DELTA = "response.message.delta";

	/**
	 * The end of the answer, with the finish reason and the usage. A function call comes
	 * in this event only. If a stream ends with {@code [DONE]} only, this provider adds
	 * an event with this name. It has no messages and repeats the other values of the
	 * preceding events.
	 */
	public static final String DONE = "response.message.done";

	/** A built-in tool is running. */
	public static final String TOOL_IN_PROGRESS = "response.tool.in_progress";

	/** A built-in tool has ended. */
	public static final String TOOL_COMPLETED = "response.tool.completed";

	/**
	 * Tells whether this is the last event of the answer.
	 * @return {@code true} for the terminal event
	 */
	public boolean isLast() {
		return this.event.equals(DONE);
	}

}
