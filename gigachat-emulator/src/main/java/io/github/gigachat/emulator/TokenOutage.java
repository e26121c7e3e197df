package io.github.gigachat.emulator;

import java.util.concurrent.locks.ReentrantLock;

import io.github.gigachat.emulator.script.ErrorReplies;
import io.github.gigachat.emulator.script.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Takes both token endpoints down until {@link #end()}. During the outage no scripted
 * answer of these endpoints is used up. Issued tokens stay valid.
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
	 * Makes every token request fail at once.
	 * @param status the HTTP status, for example 503
	 */
	public void fail(int status) {
		begin(status, false);
	}

	/**
	 * Makes every token request hang without a response, until its client leaves, until
	 * the emulator is closed, or until {@link #end()}, which answers it with 503.
	 */
	public void hang() {
		begin(UNAVAILABLE, true);
	}

	/**
	 * Ends the outage. Does nothing if there is none.
	 */
	public void end() {
		begin(null, false);
	}

	/**
	 * Returns the reply during an outage, or null if the outage does not apply.
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
