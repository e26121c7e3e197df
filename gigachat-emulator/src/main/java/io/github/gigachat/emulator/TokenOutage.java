package io.github.gigachat.emulator;

import java.util.concurrent.locks.ReentrantLock;

import io.github.gigachat.emulator.script.ErrorReplies;
import io.github.gigachat.emulator.script.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Takes both token endpoints down until {@link #end()}. Scripted answers wait until then,
 * and tokens that were issued before go on being good.
 */
public final class TokenOutage {

	private static final int UNAVAILABLE = 503;

	private final NetworkFaults network;

	private final ReentrantLock lock = new ReentrantLock();

	private volatile @Nullable Integer status;

	private @Nullable NetworkFault silence;

	TokenOutage(NetworkFaults network) {
		this.network = network;
	}

	/**
	 * Every token request fails at once.
	 * @param status the HTTP status, for example 503
	 */
	public void fail(int status) {
		begin(status, false);
	}

	/**
	 * Every token request hangs without a byte of answer, until its client leaves or
	 * until {@link #end()}, which answers what hangs then with 503.
	 */
	public void hang() {
		begin(UNAVAILABLE, true);
	}

	/**
	 * Ends the outage; harmless when there is none.
	 */
	public void end() {
		begin(null, false);
	}

	/**
	 * What a request is answered now.
	 * @param request the request
	 * @return the reply, or null when the outage does not concern it
	 */
	@Nullable Reply reply(RecordedRequest request) {
		Integer current = this.status;
		if (current == null || request.endpoint() != RecordedRequest.Endpoint.TOKEN) {
			return null;
		}
		return ErrorReplies.api(current, null);
	}

	private void begin(@Nullable Integer status, boolean silent) {
		this.lock.lock();
		try {
			this.status = status;
			if (this.silence != null) {
				this.silence.end();
			}
			this.silence = silent ? this.network.onToken().silentBeforeResponse().always() : null;
		}
		finally {
			this.lock.unlock();
		}
	}

}
