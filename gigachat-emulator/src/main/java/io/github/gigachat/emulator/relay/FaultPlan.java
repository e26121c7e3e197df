package io.github.gigachat.emulator.relay;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The faults that the relay applies to the response of one exchange. Immutable.
 * 
 * @param delay the time before the first byte
 * @param head the fault before or instead of the head
 * @param pieceSize the size of the pieces of the body, 0 for any
 * @param eventwise whether each event is sent as a separate piece
 * @param eventGap the pause before each event except the first
 * @param limit the fault inside the body, or null
 * @param closeAfter whether the connection is closed after the response
 * @param hold the hold at which a silent exchange waits
 */
public record FaultPlan(Duration delay, Head head, int pieceSize, boolean eventwise, Duration eventGap,
		@Nullable BodyLimit limit, boolean closeAfter, Hold hold) {

	/** The plan without faults. */
	public static final FaultPlan NONE = new FaultPlan(Duration.ZERO, Head.PASS, 0, false, Duration.ZERO, null, false,
			new Hold());

	/** Adds to the delay. */
	public FaultPlan withDelay(Duration more) {
		return new FaultPlan(this.delay.plus(more), this.head, this.pieceSize, this.eventwise, this.eventGap,
				this.limit, this.closeAfter, this.hold);
	}

	public FaultPlan withHead(Head head) {
		return new FaultPlan(this.delay, head, this.pieceSize, this.eventwise, this.eventGap, this.limit,
				this.closeAfter, this.hold);
	}

	public FaultPlan withPieceSize(int bytes) {
		if (bytes < 1) {
			throw new IllegalArgumentException("A piece must have at least one byte, not " + bytes + ".");
		}
		return new FaultPlan(this.delay, this.head, bytes, this.eventwise, this.eventGap, this.limit, this.closeAfter,
				this.hold);
	}

	public FaultPlan withEventwise() {
		return new FaultPlan(this.delay, this.head, this.pieceSize, true, this.eventGap, this.limit, this.closeAfter,
				this.hold);
	}

	public FaultPlan withEventGap(Duration gap) {
		return new FaultPlan(this.delay, this.head, this.pieceSize, true, gap, this.limit, this.closeAfter, this.hold);
	}

	public FaultPlan withLimit(BodyLimit limit) {
		return new FaultPlan(this.delay, this.head, this.pieceSize, this.eventwise, this.eventGap, limit,
				this.closeAfter, this.hold);
	}

	public FaultPlan withCloseAfter() {
		return new FaultPlan(this.delay, this.head, this.pieceSize, this.eventwise, this.eventGap, this.limit, true,
				this.hold);
	}

	public FaultPlan withHold(Hold hold) {
		return new FaultPlan(this.delay, this.head, this.pieceSize, this.eventwise, this.eventGap, this.limit,
				this.closeAfter, hold);
	}

	/**
	 * Returns whether the response waits anywhere, so that nothing may queue behind it.
	 */
	public boolean waits() {
		return !this.delay.isZero() || !this.eventGap.isZero() || holds();
	}

	/** Returns whether the response is silent anywhere until it is released. */
	public boolean holds() {
		return this.head == Head.HOLD || (this.limit != null && this.limit.action() == BodyLimit.Action.HOLD);
	}

	/** Returns whether the body ends properly but shorter than its Content-Length. */
	boolean endsEarly() {
		return this.limit != null && this.limit.action() == BodyLimit.Action.END;
	}

	/**
	 * The fault before or instead of a response's head.
	 */
	public enum Head {

		/** None: the head is sent. */
		PASS,
		/** Silence until the hold is released. */
		HOLD,
		/** The connection is closed instead. */
		CLOSE,
		/** The connection, or the HTTP/2 stream, is reset instead. */
		RESET

	}

}
