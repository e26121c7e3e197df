package io.github.gigachat.emulator.relay;

import java.io.IOException;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Sends a response to the client according to its plan.
 * <p>
 * It is used by one thread and waits where the plan waits. The exchange is marked as
 * ended before the last byte is sent, so a client that reacts to this byte finds it
 * ended.
 */
final class ResponsePlayer {

	private final Exchange exchange;

	private final FaultPlan plan;

	private final ResponseSink sink;

	private final BodyCutter cutter;

	private @Nullable BodyLimit limit;

	private boolean gapDue;

	private boolean over;

	ResponsePlayer(Exchange exchange, FaultPlan plan, ResponseSink sink) {
		this.exchange = exchange;
		this.plan = plan;
		this.sink = sink;
		this.cutter = new BodyCutter(plan);
		this.limit = plan.limit();
	}

	/** Returns whether nothing more will be sent. */
	boolean isOver() {
		return this.over;
	}

	void head(byte[] head, boolean last) throws IOException, InterruptedException {
		if (!pause(this.plan.delay())) {
			return;
		}
		switch (this.plan.head()) {
			case PASS -> sendHead(head, last);
			case HOLD -> {
				if (hold()) {
					sendHead(head, last);
				}
			}
			case CLOSE -> {
				stop(ExchangeEnd.BROKEN);
				this.sink.close();
			}
			case RESET -> {
				stop(ExchangeEnd.BROKEN);
				this.sink.reset();
			}
		}
	}

	void body(byte[] bytes, boolean last) throws IOException, InterruptedException {
		int from = 0;
		while (from < bytes.length && !this.over) {
			int to = this.cutter.next(bytes, from);
			if (this.gapDue && !pause(this.plan.eventGap())) {
				return;
			}
			this.gapDue = this.cutter.endedEvent();
			boolean atLimit = this.limit != null && this.cutter.atLimit();
			if (last && to == bytes.length && !atLimit) {
				this.exchange.finish(ExchangeEnd.ANSWERED);
			}
			this.sink.piece(bytes, from, to);
			from = to;
			if (atLimit) {
				reachLimit();
			}
		}
	}

	void end() throws IOException {
		if (this.over) {
			return;
		}
		stop(ExchangeEnd.ANSWERED);
		this.sink.end();
		if (this.plan.closeAfter()) {
			this.sink.close();
		}
	}

	private void sendHead(byte[] head, boolean last) throws IOException {
		if (last) {
			this.exchange.finish(ExchangeEnd.ANSWERED);
		}
		this.sink.head(head);
	}

	/** Applies a limit before the first byte of the body. */
	void beginBody() throws IOException {
		if (!this.over && this.limit != null && this.limit.count() == 0) {
			reachLimit();
		}
	}

	private void reachLimit() throws IOException {
		BodyLimit reached = this.limit;
		this.limit = null;
		if (reached == null) {
			return;
		}
		switch (reached.action()) {
			case HOLD -> hold();
			case CUT -> cut();
			case RESET -> {
				stop(ExchangeEnd.BROKEN);
				this.sink.reset();
			}
			case END -> end();
		}
	}

	private boolean pause(Duration duration) throws InterruptedException {
		if (!duration.isZero() && !this.exchange.pause(duration)) {
			this.over = true;
		}
		return !this.over;
	}

	private boolean hold() throws IOException {
		switch (this.plan.hold().await(this.exchange)) {
			case RESUME -> this.over = !this.exchange.isOpen();
			case CUT -> cut();
			case ENDED -> this.over = true;
		}
		return !this.over;
	}

	private void cut() throws IOException {
		stop(ExchangeEnd.BROKEN);
		this.sink.cut();
	}

	private void stop(ExchangeEnd how) {
		this.over = true;
		this.exchange.finish(how);
	}

}
