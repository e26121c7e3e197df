package io.github.gigachat.emulator;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.github.gigachat.emulator.relay.BodyLimit;
import io.github.gigachat.emulator.relay.FaultPlan;
import io.github.gigachat.emulator.relay.Hold;

/**
 * A fault below HTTP in an exchange. Several effects may be combined, for example a delay
 * and a cut; of several effects inside the body, the last one applies. A fault applies
 * once unless {@link #times(int)} or {@link #always()} is called.
 */
public final class NetworkFault {

	private final Predicate<RecordedRequest> requests;

	private final AtomicLong left = new AtomicLong(1);

	private final List<Hold> holds = new CopyOnWriteArrayList<>();

	private volatile FaultPlan plan = FaultPlan.NONE;

	private volatile boolean ended;

	NetworkFault(Predicate<RecordedRequest> requests) {
		this.requests = requests;
	}

	/**
	 * Delays the first byte of the response.
	 * @param delay the delay
	 * @return this fault
	 */
	public NetworkFault delayResponse(Duration delay) {
		this.plan = this.plan.withDelay(delay);
		return this;
	}

	/**
	 * Sends the body in pieces of a given size. Each piece is written separately, so a
	 * character may be split between two TCP segments or two HTTP/2 frames.
	 * @param bytes the size of a piece
	 * @return this fault
	 */
	public NetworkFault splitEvery(int bytes) {
		this.plan = this.plan.withPieceSize(bytes);
		return this;
	}

	/**
	 * Pauses before each event of a stream except the first.
	 * @param gap the pause
	 * @return this fault
	 */
	public NetworkFault pauseBetweenEvents(Duration gap) {
		this.plan = this.plan.withEventGap(gap);
		return this;
	}

	/**
	 * Sends nothing until {@link #resume()} or {@link #cut()}, until the client leaves,
	 * or until the emulator is closed.
	 * @return this fault
	 */
	public NetworkFault silentBeforeResponse() {
		this.plan = this.plan.withHead(FaultPlan.Head.HOLD);
		return this;
	}

	/**
	 * Stops sending inside the body until {@link #resume()} or {@link #cut()}, until the
	 * client leaves, or until the emulator is closed.
	 * @param events the number of events to send before
	 * @return this fault
	 */
	public NetworkFault silentAfterEvents(int events) {
		return limit(BodyLimit.afterEvents(events, BodyLimit.Action.HOLD));
	}

	/**
	 * Stops sending inside the body until {@link #resume()} or {@link #cut()}, until the
	 * client leaves, or until the emulator is closed.
	 * @param bytes the number of body bytes to send before
	 * @return this fault
	 */
	public NetworkFault silentAfterBytes(int bytes) {
		return limit(BodyLimit.afterBytes(bytes, BodyLimit.Action.HOLD));
	}

	/**
	 * Closes the connection (TCP FIN) after the request, without a byte of the response.
	 * It looks to the client like a pooled connection that the server has closed
	 * meanwhile. With HTTP/2 the whole connection is closed, with all its streams.
	 * @return this fault
	 */
	public NetworkFault closeBeforeResponse() {
		this.plan = this.plan.withHead(FaultPlan.Head.CLOSE);
		return this;
	}

	/**
	 * Resets the connection (TCP RST) without a byte of the response. With HTTP/2 only
	 * the stream is reset, with {@code CANCEL}.
	 * @return this fault
	 */
	public NetworkFault resetBeforeResponse() {
		this.plan = this.plan.withHead(FaultPlan.Head.RESET);
		return this;
	}

	/**
	 * Closes the connection (TCP FIN) inside the body. With HTTP/2 only the stream is
	 * reset, with {@code INTERNAL_ERROR}; the client may then drop data that it has not
	 * read yet. If a test depends on the data that the client has read, use
	 * {@link #silentAfterEvents(int)} and {@link #cut()}.
	 * @param events the number of events to send before
	 * @return this fault
	 */
	public NetworkFault cutAfterEvents(int events) {
		return limit(BodyLimit.afterEvents(events, BodyLimit.Action.CUT));
	}

	/**
	 * Closes the connection (TCP FIN) inside the body. See {@link #cutAfterEvents(int)}.
	 * @param bytes the number of body bytes to send before
	 * @return this fault
	 */
	public NetworkFault cutAfterBytes(int bytes) {
		return limit(BodyLimit.afterBytes(bytes, BodyLimit.Action.CUT));
	}

	/**
	 * Resets the connection (TCP RST) inside the body. With HTTP/2 only the stream is
	 * reset, with {@code CANCEL}.
	 * @param events the number of events to send before
	 * @return this fault
	 */
	public NetworkFault resetAfterEvents(int events) {
		return limit(BodyLimit.afterEvents(events, BodyLimit.Action.RESET));
	}

	/**
	 * Resets the connection (TCP RST) inside the body. With HTTP/2 only the stream is
	 * reset, with {@code CANCEL}.
	 * @param bytes the number of body bytes to send before
	 * @return this fault
	 */
	public NetworkFault resetAfterBytes(int bytes) {
		return limit(BodyLimit.afterBytes(bytes, BodyLimit.Action.RESET));
	}

	/**
	 * Ends the body too early, but properly: with the last chunk or {@code END_STREAM}.
	 * @param events the number of events to send before
	 * @return this fault
	 */
	public NetworkFault endAfterEvents(int events) {
		return limit(BodyLimit.afterEvents(events, BodyLimit.Action.END));
	}

	/**
	 * Ends the body too early, but properly: with the last chunk or {@code END_STREAM}.
	 * @param bytes the number of body bytes to send before
	 * @return this fault
	 */
	public NetworkFault endAfterBytes(int bytes) {
		return limit(BodyLimit.afterBytes(bytes, BodyLimit.Action.END));
	}

	/**
	 * Closes the connection after the complete response, without a
	 * {@code Connection: close} header, so that the client keeps a dead connection in its
	 * pool. With HTTP/2 the client may drop a response that it has not read yet. If a
	 * test depends on the response, use {@link GigaChatEmulator#closeConnections()} after
	 * the client has read it.
	 * @return this fault
	 */
	public NetworkFault closeAfterResponse() {
		this.plan = this.plan.withCloseAfter();
		return this;
	}

	/**
	 * Applies this fault to several exchanges.
	 * @param exchanges the number of exchanges
	 * @return this fault
	 */
	public NetworkFault times(int exchanges) {
		this.left.set(exchanges);
		return this;
	}

	/**
	 * Applies this fault to all further exchanges.
	 * @return this fault
	 */
	public NetworkFault always() {
		this.left.set(Long.MAX_VALUE);
		return this;
	}

	/**
	 * Resumes the exchanges that this fault holds now.
	 */
	public void resume() {
		release(Hold::resume);
	}

	/**
	 * Cuts the exchanges that this fault holds now: closes the connection (TCP FIN), or
	 * with HTTP/2 resets the stream, with {@code INTERNAL_ERROR}. If the client has read
	 * everything that was sent, it loses nothing.
	 */
	public void cut() {
		release(Hold::cut);
	}

	/**
	 * Stops applying this fault, and resumes the exchanges that it holds now.
	 */
	public void end() {
		this.ended = true;
		resume();
	}

	boolean claims(RecordedRequest request) {
		return !this.ended && this.left.get() > 0 && this.requests.test(request)
				&& this.left.getAndUpdate((count) -> (count > 0 && count < Long.MAX_VALUE) ? count - 1 : count) > 0;
	}

	FaultPlan plan() {
		FaultPlan current = this.plan;
		if (!current.holds()) {
			return current;
		}
		Hold hold = new Hold();
		this.holds.add(hold);
		if (this.ended) {
			// ended after this exchange was claimed, so no one else would resume it
			hold.resume();
		}
		return current.withHold(hold);
	}

	private void release(Consumer<Hold> how) {
		List<Hold> held = List.copyOf(this.holds);
		held.forEach(how);
		// only these: a hold that was added meanwhile has not been released
		this.holds.removeAll(held);
	}

	private NetworkFault limit(BodyLimit limit) {
		this.plan = this.plan.withLimit(limit);
		return this;
	}

}
