package io.github.gigachat.emulator.relay;

import java.io.IOException;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Sends one response to the client as its plan has it.
 * <p>
 * Used by one thread; it waits where the plan waits. The exchange is marked as ended
 * before the last byte goes out, so that a client which reacts to that byte finds it so.
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

	/**
	 * Whether nothing more will be sent.
	 * @return true after the end, a cut, or when the client has left
	 */
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

	/**
	 * Does what the plan says about a place before the body's first byte.
	 * @throws IOException when the client is gone
	 */
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
