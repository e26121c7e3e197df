package io.github.gigachat.emulator.endpoints;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import io.github.gigachat.emulator.relay.Exchange;
import io.github.gigachat.emulator.rules.Refusal;

/**
 * The limits of a tariff. Default: no limits.
 */
public final class Quotas {

	private static final int TOKENS_A_SECOND = 10;

	private final AtomicInteger open = new AtomicInteger();

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<Long> tokenTimes = new ArrayDeque<>();

	private volatile int maxOpen = Integer.MAX_VALUE;

	private volatile boolean tokenRateLimited;

	private volatile boolean packageExhausted;

	public void limitConcurrentRequests(int limit) {
		if (limit < 1) {
			throw new IllegalArgumentException(
					"The limit of concurrent requests must be at least 1, not " + limit + ".");
		}
		this.maxOpen = limit;
	}

	public void limitTokenRate() {
		this.tokenRateLimited = true;
	}

	public void exhaustPackage() {
		this.packageExhausted = true;
	}

	public void clear() {
		this.maxOpen = Integer.MAX_VALUE;
		this.tokenRateLimited = false;
		this.packageExhausted = false;
	}

	/** Counts an exchange as open until its end, or refuses it. */
	void enter(Exchange exchange) {
		if (this.open.incrementAndGet() > this.maxOpen) {
			this.open.decrementAndGet();
			throw new Refusal(429, "Too many requests");
		}
		exchange.onEnd((how) -> this.open.decrementAndGet());
	}

	void checkPackage() {
		if (this.packageExhausted) {
			throw new Refusal(402, "Payment Required");
		}
	}

	boolean allowsToken() {
		if (!this.tokenRateLimited) {
			return true;
		}
		long now = System.nanoTime();
		this.lock.lock();
		try {
			while (!this.tokenTimes.isEmpty() && now - this.tokenTimes.getFirst() >= TimeUnit.SECONDS.toNanos(1)) {
				this.tokenTimes.removeFirst();
			}
			if (this.tokenTimes.size() >= TOKENS_A_SECOND) {
				return false;
			}
			this.tokenTimes.addLast(now);
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

}
