package io.github.gigachat.spring.ai;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.gigachat.spring.ai.auth.AccessTokenStore;
import io.github.gigachat.spring.ai.auth.SealedToken;
import org.jspecify.annotations.Nullable;

/**
 * A store of tokens as an application may write one, which can be made to fail, to hang
 * or to hold something odd, and shows what it was given.
 */
public final class FleetStore implements AccessTokenStore {

	private final AccessTokenStore store = AccessTokenStore.inMemory();

	private final Set<String> names = new ConcurrentSkipListSet<>();

	private final Queue<String> texts = new ConcurrentLinkedQueue<>();

	private final Map<String, SealedToken> oddities = new ConcurrentHashMap<>();

	private final Queue<Duration> leases = new ConcurrentLinkedQueue<>();

	private final AtomicInteger answers = new AtomicInteger();

	private volatile boolean down;

	private volatile boolean hanging;

	Set<String> names() {
		return this.names;
	}

	Queue<String> texts() {
		return this.texts;
	}

	/** For how long leases were asked for. */
	public Queue<Duration> leases() {
		return this.leases;
	}

	int answers() {
		return this.answers.get();
	}

	FleetStore down(boolean down) {
		this.down = down;
		return this;
	}

	FleetStore hanging(boolean hanging) {
		this.hanging = hanging;
		return this;
	}

	/** Lets everybody read this under the name until something is published. */
	void put(String name, String text) {
		this.oddities.put(name, new SealedToken(text, Duration.ofHours(1)));
	}

	@Override
	public @Nullable SealedToken read(String name) {
		answer(name);
		SealedToken odd = this.oddities.get(name);
		return (odd != null) ? odd : this.store.read(name);
	}

	@Override
	public boolean lease(String name, String owner, Duration life) {
		answer(name);
		this.leases.add(life);
		return this.store.lease(name, owner, life);
	}

	@Override
	public boolean publish(String name, String owner, SealedToken token) {
		answer(name);
		this.texts.add(token.text());
		this.oddities.remove(name);
		return this.store.publish(name, owner, token);
	}

	@Override
	public void release(String name, String owner) {
		answer(name);
		this.store.release(name, owner);
	}

	private void answer(String name) {
		this.names.add(name);
		if (this.hanging) {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException("interrupted", ex);
			}
		}
		if (this.down) {
			throw new IllegalStateException("redis://user:swordfish@10.0.0.1 is gone");
		}
		this.answers.incrementAndGet();
	}

}
