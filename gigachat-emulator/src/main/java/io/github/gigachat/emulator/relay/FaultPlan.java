package io.github.gigachat.emulator.relay;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What the relay does to the response of one exchange. Immutable.
 *
 * @param delay how long to wait before the first byte
 * @param head what happens to the response's head
 * @param pieceSize the size of the pieces that the body is sent in, 0 for any
 * @param eventwise whether each event is sent in a piece of its own
 * @param eventGap how long to wait before each event but the first
 * @param limit what happens inside the body, if anything
 * @param closeAfter whether the connection is closed after the response
 * @param hold where a silent exchange waits
 */
public record FaultPlan(Duration delay, Head head, int pieceSize, boolean eventwise, Duration eventGap,
		@Nullable BodyLimit limit, boolean closeAfter, Hold hold) {

	/** The plan in which nothing goes wrong. */
	public static final FaultPlan NONE = new FaultPlan(Duration.ZERO, Head.PASS, 0, false, Duration.ZERO, null, false,
			new Hold());

	/**
	 * This plan with a longer delay.
	 * @param more the time to add
	 * @return the new plan
	 */
	public FaultPlan withDelay(Duration more) {
		return new FaultPlan(this.delay.plus(more), this.head, this.pieceSize, this.eventwise, this.eventGap,
				this.limit, this.closeAfter, this.hold);
	}

	/**
	 * This plan with something happening to the head.
	 * @param head what happens
	 * @return the new plan
	 */
	public FaultPlan withHead(Head head) {
		return new FaultPlan(this.delay, head, this.pieceSize, this.eventwise, this.eventGap, this.limit,
				this.closeAfter, this.hold);
	}

	/**
	 * This plan with the body in pieces.
	 * @param bytes the size of a piece
	 * @return the new plan
	 */
	public FaultPlan withPieceSize(int bytes) {
		if (bytes < 1) {
			throw new IllegalArgumentException("A piece has at least one byte, not " + bytes + ".");
		}
		return new FaultPlan(this.delay, this.head, bytes, this.eventwise, this.eventGap, this.limit, this.closeAfter,
				this.hold);
	}

	/**
	 * This plan with each event in a piece of its own.
	 * @return the new plan
	 */
	public FaultPlan withEventwise() {
		return new FaultPlan(this.delay, this.head, this.pieceSize, true, this.eventGap, this.limit, this.closeAfter,
				this.hold);
	}

	/**
	 * This plan with pauses between events.
	 * @param gap how long a pause is
	 * @return the new plan
	 */
	public FaultPlan withEventGap(Duration gap) {
		return new FaultPlan(this.delay, this.head, this.pieceSize, true, gap, this.limit, this.closeAfter, this.hold);
	}

	/**
	 * This plan with something happening inside the body.
	 * @param limit where and what
	 * @return the new plan
	 */
	public FaultPlan withLimit(BodyLimit limit) {
		return new FaultPlan(this.delay, this.head, this.pieceSize, this.eventwise, this.eventGap, limit,
				this.closeAfter, this.hold);
	}

	/**
	 * This plan with the connection closed after the response.
	 * @return the new plan
	 */
	public FaultPlan withCloseAfter() {
		return new FaultPlan(this.delay, this.head, this.pieceSize, this.eventwise, this.eventGap, this.limit, true,
				this.hold);
	}

	/**
	 * This plan with a hold of its own.
	 * @param hold the hold
	 * @return the new plan
	 */
	public FaultPlan withHold(Hold hold) {
		return new FaultPlan(this.delay, this.head, this.pieceSize, this.eventwise, this.eventGap, this.limit,
				this.closeAfter, hold);
	}

	/**
	 * Whether this plan waits anywhere, so that nothing else may wait behind it.
	 * @return true for delays, pauses and silence
	 */
	public boolean waits() {
		return !this.delay.isZero() || !this.eventGap.isZero() || holds();
	}

	/**
	 * Whether this plan falls silent anywhere.
	 * @return true for silence before or inside the response
	 */
	public boolean holds() {
		return this.head == Head.HOLD || (this.limit != null && this.limit.action() == BodyLimit.Action.HOLD);
	}

	/**
	 * Whether the body ends properly before its end.
	 * @return true when the length that the head states would be wrong
	 */
	boolean endsEarly() {
		return this.limit != null && this.limit.action() == BodyLimit.Action.END;
	}

	/**
	 * What happens to a response's head.
	 */
	public enum Head {

		/** It is sent. */
		PASS,
		/** Silence until the hold is let go. */
		HOLD,
		/** The connection is closed instead. */
		CLOSE,
		/** The connection, or the HTTP/2 stream, is reset instead. */
		RESET

	}

}
