package io.github.gigachat.spring.ai.auth;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

/**
 * Keeps tokens and leases in this JVM's memory.
 */
final class InMemoryAccessTokenStore implements AccessTokenStore {

	private static final Slot EMPTY = new Slot(null, null);

	private final ConcurrentMap<String, Slot> slots = new ConcurrentHashMap<>();

	@Override
	public @Nullable SealedToken read(String name) {
		Ending token = this.slots.getOrDefault(name, EMPTY).token;
		if (token == null) {
			return null;
		}
		Duration left = token.left();
		return (left.isNegative() || left.isZero()) ? null : new SealedToken(token.text, left);
	}

	@Override
	public boolean lease(String name, String owner, Duration life) {
		Slot after = this.slots.compute(name, (key, slot) -> {
			Slot present = (slot != null) ? slot : EMPTY;
			Ending lease = present.lease;
			boolean taken = lease != null && !lease.text.equals(owner) && !lease.left().isNegative();
			return taken ? present : new Slot(present.token, Ending.in(owner, life));
		});
		return after.isLeasedBy(owner);
	}

	@Override
	public boolean publish(String name, String owner, SealedToken token) {
		Slot published = new Slot(Ending.in(token.text(), token.left()), null);
		Slot after = this.slots.computeIfPresent(name, (key, slot) -> slot.isLeasedBy(owner) ? published : slot);
		return published.equals(after);
	}

	@Override
	public void release(String name, String owner) {
		this.slots.computeIfPresent(name, (key, slot) -> slot.isLeasedBy(owner) ? new Slot(slot.token, null) : slot);
	}

	/**
	 * The state stored under a name.
	 *
	 * @param token the sealed token with its expiry
	 * @param lease the owner of the lease with its expiry
	 */
	private record Slot(@Nullable Ending token, @Nullable Ending lease) {

		boolean isLeasedBy(String owner) {
			return this.lease != null && this.lease.text.equals(owner) && !this.lease.left().isNegative();
		}

	}

	/**
	 * A text that expires.
	 *
	 * @param text the text
	 * @param endNanos the expiry, on the scale of {@link System#nanoTime()}
	 */
	private record Ending(String text, long endNanos) {

		static Ending in(String text, Duration life) {
			return new Ending(text, System.nanoTime() + life.toNanos());
		}

		Duration left() {
			return Duration.ofNanos(this.endNanos - System.nanoTime());
		}

		@Override
		public String toString() {
			return "Ending";
		}

	}

}
