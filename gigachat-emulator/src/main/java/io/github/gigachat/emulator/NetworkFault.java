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
 * What goes wrong below HTTP in an exchange. Several things may be said of one fault, for
 * example a delay and a cut; what is said of the body's end last, counts. Once unless
 * {@link #times(int)} or {@link #always()}.
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
	 * Waits before the first byte of the response.
	 * @param delay how long
	 * @return this fault
	 */
	public NetworkFault delayResponse(Duration delay) {
		this.plan = this.plan.withDelay(delay);
		return this;
	}

	/**
	 * Sends the body in pieces of a size, each with a write of its own, so that a
	 * character may lie across two TCP segments or two HTTP/2 frames.
	 * @param bytes the size of a piece
	 * @return this fault
	 */
	public NetworkFault splitEvery(int bytes) {
		this.plan = this.plan.withPieceSize(bytes);
		return this;
	}

	/**
	 * Waits before each event of a stream but the first.
	 * @param gap how long
	 * @return this fault
	 */
	public NetworkFault pauseBetweenEvents(Duration gap) {
		this.plan = this.plan.withEventGap(gap);
		return this;
	}

	/**
	 * Sends nothing at all, until {@link #resume()}, {@link #cut()} or until the client
	 * leaves.
	 * @return this fault
	 */
	public NetworkFault silentBeforeResponse() {
		this.plan = this.plan.withHead(FaultPlan.Head.HOLD);
		return this;
	}

	/**
	 * Falls silent inside the body, until {@link #resume()}, {@link #cut()} or until the
	 * client leaves.
	 * @param events how many events to send before
	 * @return this fault
	 */
	public NetworkFault silentAfterEvents(int events) {
		return limit(BodyLimit.afterEvents(events, BodyLimit.Action.HOLD));
	}

	/**
	 * Falls silent inside the body, until {@link #resume()}, {@link #cut()} or until the
	 * client leaves.
	 * @param bytes how many bytes of the body to send before
	 * @return this fault
	 */
	public NetworkFault silentAfterBytes(int bytes) {
		return limit(BodyLimit.afterBytes(bytes, BodyLimit.Action.HOLD));
	}

	/**
	 * Closes the connection in order, after the request and without a byte of response:
	 * what a pooled connection looks like that the server had closed. Over HTTP/2 too it
	 * is the connection that is closed, with all its streams.
	 * @return this fault
	 */
	public NetworkFault closeBeforeResponse() {
		this.plan = this.plan.withHead(FaultPlan.Head.CLOSE);
		return this;
	}

	/**
	 * Resets the connection (TCP RST) without a byte of response; over HTTP/2 the one
	 * stream, with {@code CANCEL}.
	 * @return this fault
	 */
	public NetworkFault resetBeforeResponse() {
		this.plan = this.plan.withHead(FaultPlan.Head.RESET);
		return this;
	}

	/**
	 * Ends the connection in order inside the body; over HTTP/2 resets the one stream,
	 * with {@code INTERNAL_ERROR}, and a client may drop what it has not read by then. A
	 * test that has to know what the client has uses silence and {@link #cut()}.
	 * @param events how many events to send before
	 * @return this fault
	 */
	public NetworkFault cutAfterEvents(int events) {
		return limit(BodyLimit.afterEvents(events, BodyLimit.Action.CUT));
	}

	/**
	 * Ends the connection in order inside the body; over HTTP/2 resets the one stream,
	 * with {@code INTERNAL_ERROR}, and a client may drop what it has not read by then. A
	 * test that has to know what the client has uses silence and {@link #cut()}.
	 * @param bytes how many bytes of the body to send before
	 * @return this fault
	 */
	public NetworkFault cutAfterBytes(int bytes) {
		return limit(BodyLimit.afterBytes(bytes, BodyLimit.Action.CUT));
	}

	/**
	 * Resets the connection (TCP RST) inside the body; over HTTP/2 the one stream, with
	 * {@code CANCEL}.
	 * @param events how many events to send before
	 * @return this fault
	 */
	public NetworkFault resetAfterEvents(int events) {
		return limit(BodyLimit.afterEvents(events, BodyLimit.Action.RESET));
	}

	/**
	 * Resets the connection (TCP RST) inside the body; over HTTP/2 the one stream, with
	 * {@code CANCEL}.
	 * @param bytes how many bytes of the body to send before
	 * @return this fault
	 */
	public NetworkFault resetAfterBytes(int bytes) {
		return limit(BodyLimit.afterBytes(bytes, BodyLimit.Action.RESET));
	}

	/**
	 * Ends the body too early, but properly: last chunk, or {@code END_STREAM}.
	 * @param events how many events to send before
	 * @return this fault
	 */
	public NetworkFault endAfterEvents(int events) {
		return limit(BodyLimit.afterEvents(events, BodyLimit.Action.END));
	}

	/**
	 * Ends the body too early, but properly: last chunk, or {@code END_STREAM}.
	 * @param bytes how many bytes of the body to send before
	 * @return this fault
	 */
	public NetworkFault endAfterBytes(int bytes) {
		return limit(BodyLimit.afterBytes(bytes, BodyLimit.Action.END));
	}

	/**
	 * Closes the connection after the whole response, without having announced it, so
	 * that the client's pooled connection is dead.
	 * @return this fault
	 */
	public NetworkFault closeAfterResponse() {
		this.plan = this.plan.withCloseAfter();
		return this;
	}

	/**
	 * Applies to several exchanges instead of one.
	 * @param exchanges how many
	 * @return this fault
	 */
	public NetworkFault times(int exchanges) {
		this.left.set(exchanges);
		return this;
	}

	/**
	 * Applies to every exchange from now on.
	 * @return this fault
	 */
	public NetworkFault always() {
		this.left.set(Long.MAX_VALUE);
		return this;
	}

	/**
	 * Lets go of the exchanges that this fault holds now.
	 */
	public void resume() {
		release(Hold::resume);
	}

	/**
	 * Cuts the exchanges that this fault holds now: ends the connection in order, or over
	 * HTTP/2 resets the one stream, with {@code INTERNAL_ERROR}. Called once the client
	 * has read what was sent, it takes nothing of that from the client.
	 */
	public void cut() {
		release(Hold::cut);
	}

	/**
	 * Applies to no further exchange, and lets go of those that this fault holds now.
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
			// ended since this exchange was claimed: nobody would let it go
			hold.resume();
		}
		return current.withHold(hold);
	}

	private void release(Consumer<Hold> how) {
		List<Hold> held = List.copyOf(this.holds);
		held.forEach(how);
		// not all of them: one that came meanwhile is still to be let go
		this.holds.removeAll(held);
	}

	private NetworkFault limit(BodyLimit limit) {
		this.plan = this.plan.withLimit(limit);
		return this;
	}

}
