package io.github.gigachat.emulator.relay;

import org.jspecify.annotations.Nullable;

/**
 * Splits a body at the ends of pieces and at the limit of the plan.
 */
final class BodyCutter {

	private final int pieceSize;

	private final boolean eventwise;

	private final @Nullable BodyLimit limit;

	private long bytes;

	private int events;

	private boolean afterLineFeed;

	private boolean endedEvent;

	BodyCutter(FaultPlan plan) {
		this.pieceSize = plan.pieceSize();
		this.limit = plan.limit();
		this.eventwise = plan.eventwise();
	}

	/**
	 * Returns the index after the last byte of the next piece.
	 */
	int next(byte[] body, int from) {
		this.endedEvent = false;
		int index = from;
		boolean complete = false;
		while (index < body.length && !complete) {
			complete = accept(body[index]);
			index++;
			complete |= this.pieceSize > 0 && index - from == this.pieceSize;
		}
		return index;
	}

	boolean atLimit() {
		return this.limit != null && counted(this.limit.unit()) == this.limit.count();
	}

	boolean endedEvent() {
		return this.endedEvent;
	}

	private boolean accept(byte next) {
		this.bytes++;
		boolean lineFeed = next == '\n';
		if (lineFeed && this.afterLineFeed) {
			this.events++;
			this.afterLineFeed = false;
			this.endedEvent = true;
			return this.eventwise || reached(BodyLimit.Unit.EVENTS);
		}
		this.afterLineFeed = lineFeed;
		return reached(BodyLimit.Unit.BYTES);
	}

	private boolean reached(BodyLimit.Unit unit) {
		return this.limit != null && this.limit.unit() == unit && atLimit();
	}

	private long counted(BodyLimit.Unit unit) {
		return (unit == BodyLimit.Unit.BYTES) ? this.bytes : this.events;
	}

}
