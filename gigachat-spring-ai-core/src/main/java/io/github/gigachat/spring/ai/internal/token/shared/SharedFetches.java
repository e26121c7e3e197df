package io.github.gigachat.spring.ai.internal.token.shared;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.gigachat.spring.ai.auth.AccessTokenUnavailableException;
import io.github.gigachat.spring.ai.auth.SealedToken;
import io.github.gigachat.spring.ai.auth.TokenListener;
import io.github.gigachat.spring.ai.internal.token.AccessToken;
import io.github.gigachat.spring.ai.internal.token.AccessTokenSource;
import io.github.gigachat.spring.ai.internal.token.FetchFailure;
import io.github.gigachat.spring.ai.internal.token.LeaseTakenException;
import io.github.gigachat.spring.ai.internal.token.TokenFetches;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Gets a token from the shared store, or fetches it for the whole fleet.
 * <p>
 * Who wants a token other than the one that it knows reads the store. Is there none, it
 * takes the lease, looks once more, fetches and publishes. Who does not get the lease
 * waits with short pauses until there is a token or the lease has run out, and after the
 * life of a lease comes again later: while the store answers, nobody fetches without the
 * lease. After a passing failure the lease is kept for another second, or as long as the
 * source asks for: the least pause between the requests of the whole fleet. After a
 * failure to resolve the source's host name it is given back at once. A store in trouble
 * leaves each instance to itself.
 */
public final class SharedFetches implements TokenFetches {

	private static final Log logger = LogFactory.getLog("io.github.gigachat.spring.ai.auth");

	/** Under the lease the store is asked before the fetch and after it. */
	private static final Duration LEASE_SPARE = BoundedStore.LONGEST_ANSWER.multipliedBy(2).plusSeconds(1);

	private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

	private static final Duration LONGEST_PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);

	private static final long FIRST_POLL_MILLIS = 50;

	private static final long LONGEST_POLL_MILLIS = 500;

	private static final Duration LONGEST_SHARED_LIFE = Duration.ofDays(1);

	private final AccessTokenSource source;

	private final TokenSharing sharing;

	private final Duration leaseLife;

	private final BoundedStore store;

	private final AtomicBoolean alone = new AtomicBoolean();

	/** The credential's seal: to derive it again takes time. */
	private volatile @Nullable Sealing sealing;

	/** The token that was in the store when this instance looked or wrote last. */
	private volatile @Nullable AccessToken lastShared;

	/** What this instance has, or is asking for. */
	private volatile @Nullable Lease held;

	private volatile boolean closed;

	public SharedFetches(AccessTokenSource source, TokenSharing sharing) {
		this.source = source;
		this.sharing = sharing;
		this.leaseLife = sharing.longestFetch().plus(LEASE_SPARE);
		this.store = new BoundedStore(sharing.store());
	}

	@Override
	public Fetched fetch(@Nullable AccessToken known) {
		// asked once: what is fetched with it is kept under its name. And before the
		// lease, whose life knows nothing of the time that a supplier takes
		String credential = this.sharing.credential().get();
		TokenSeal seal = seal(credential);
		try {
			return fetchForAll(seal, known, credential);
		}
		catch (StoreFailedException ex) {
			if (this.closed) {
				throw AccessTokenUnavailableException.closed();
			}
			reportAlone(ex);
			return fetchWith(credential);
		}
	}

	private Fetched fetchWith(String credential) {
		return new Fetched(this.source.fetchWith(credential), TokenListener.Outcome.FETCHED);
	}

	private TokenSeal seal(String credential) {
		Sealing present = this.sealing;
		String fingerprint = TokenSeal.fingerprint(credential);
		if (present == null || !present.fingerprint.equals(fingerprint)) {
			present = new Sealing(fingerprint,
					TokenSeal.of(credential, this.sharing.guessable(), this.sharing.audience()));
			this.sealing = present;
		}
		return present.seal;
	}

	private Fetched fetchForAll(TokenSeal seal, @Nullable AccessToken known, String credential) {
		Lease lease = new Lease(seal.name(), UUID.randomUUID().toString());
		this.held = lease;
		try {
			return fetchForAll(seal, known, credential, lease.owner);
		}
		finally {
			this.held = null;
		}
	}

	private Fetched fetchForAll(TokenSeal seal, @Nullable AccessToken known, String credential, String owner) {
		long start = System.nanoTime();
		// as long as the lease of an owner that died may last
		long patience = this.leaseLife.toNanos();
		for (int poll = 0; !this.closed && System.nanoTime() - start < patience; poll++) {
			AccessToken other = otherThan(known, seal);
			if (other != null) {
				return shared(other);
			}
			if (this.store.lease(seal.name(), owner, this.leaseLife)) {
				return fetchUnderLease(seal, known, owner, credential);
			}
			pause(poll);
		}
		throw this.closed ? AccessTokenUnavailableException.closed() : new LeaseTakenException(this.leaseLife);
	}

	private Fetched shared(AccessToken token) {
		reportTogether();
		return new Fetched(token, TokenListener.Outcome.SHARED);
	}

	private Fetched fetchUnderLease(TokenSeal seal, @Nullable AccessToken known, String owner, String credential) {
		Fetched fetched;
		try {
			// the owner before may have published since
			AccessToken other = otherThan(known, seal);
			if (other != null) {
				this.store.releaseLater(seal.name(), owner);
				return shared(other);
			}
			fetched = fetchWith(credential);
		}
		catch (Throwable ex) {
			giveBack(seal, owner, ex);
			throw ex;
		}
		publish(seal, owner, fetched.token());
		return fetched;
	}

	private void giveBack(TokenSeal seal, String owner, Throwable failure) {
		FetchFailure judged = FetchFailure.of(failure, this.source);
		Duration leastPause = judged.leastPause();
		// an unknown host was not asked, so it is not spared; another instance may know
		// it
		if (leastPause == null || judged.isUnknownHost()) {
			this.store.releaseLater(seal.name(), owner);
			return;
		}
		Duration pause = (leastPause.compareTo(PAUSE_AFTER_FAILURE) < 0) ? PAUSE_AFTER_FAILURE : leastPause;
		this.store.keepLeaseLater(seal.name(), owner,
				(pause.compareTo(LONGEST_PAUSE_AFTER_FAILURE) < 0) ? pause : LONGEST_PAUSE_AFTER_FAILURE);
	}

	/** A store that fails now must not take the fetched token away. */
	private void publish(TokenSeal seal, String owner, AccessToken fetched) {
		Duration left = left(fetched);
		if (left.toMillis() <= 0) {
			this.store.releaseLater(seal.name(), owner);
			return;
		}
		try {
			if (this.store.publish(seal.name(), owner, new SealedToken(seal.seal(fetched.value()), left))) {
				this.lastShared = fetched;
			}
			reportTogether();
		}
		catch (StoreFailedException ex) {
			reportAlone(ex);
		}
	}

	private static Duration left(AccessToken token) {
		Instant now = Instant.now();
		return token.expiresAt().isAfter(now.plus(LONGEST_SHARED_LIFE)) ? LONGEST_SHARED_LIFE
				: Duration.between(now, token.expiresAt());
	}

	/** The store's token, if it is another one than, and no older than, the known one. */
	private @Nullable AccessToken otherThan(@Nullable AccessToken known, TokenSeal seal) {
		// before the answer: the token must not seem to live longer than it does
		Instant now = Instant.now();
		SealedToken sealed = this.store.read(seal.name());
		if (sealed == null || sealed.left().isNegative() || sealed.left().isZero()) {
			return null;
		}
		String value = seal.open(sealed.text());
		if (value == null || value.isBlank() || (known != null && known.value().equals(value))) {
			return null;
		}
		AccessToken stored = new AccessToken(value, now.plus(sealed.left()));
		if (known != null && isOutsideOfStore(known) && !stored.expiresAt().isAfter(known.expiresAt())) {
			return null;
		}
		this.lastShared = stored;
		return stored;
	}

	/** Fetched while the store was of no use: what the store has may be older. */
	private boolean isOutsideOfStore(AccessToken known) {
		AccessToken shared = this.lastShared;
		return shared == null || !shared.value().equals(known.value());
	}

	private static void pause(int poll) {
		long longest = Math.min(LONGEST_POLL_MILLIS, FIRST_POLL_MILLIS << Math.min(poll, 10));
		try {
			Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw AccessTokenUnavailableException.interrupted();
		}
	}

	private void reportAlone(StoreFailedException failure) {
		if (!this.alone.getAndSet(true) && logger.isWarnEnabled()) {
			logger.warn("The shared store of access tokens is of no use: " + failure.getMessage()
					+ ". This instance fetches tokens of its own until the store answers again");
		}
	}

	private void reportTogether() {
		if (this.alone.getAndSet(false)) {
			logger.info("The shared store of access tokens answers again");
		}
	}

	@Override
	public void close() {
		this.closed = true;
		Lease lease = this.held;
		if (lease != null) {
			try {
				this.store.release(lease.name, lease.owner);
			}
			catch (RuntimeException ex) {
				logger.debug("The lease of the shared store was not given back, and runs out: " + ex.getMessage());
			}
		}
		this.store.close();
		this.sealing = null;
		this.lastShared = null;
	}

	/**
	 * A lease that a fetch is made under.
	 *
	 * @param name the token's name
	 * @param owner the owner
	 */
	private record Lease(String name, String owner) {
	}

	/**
	 * A credential with the seal derived from it.
	 *
	 * @param fingerprint the credential's
	 * @param seal the seal
	 */
	private record Sealing(String fingerprint, TokenSeal seal) {

		@Override
		public String toString() {
			return "Sealing";
		}

	}

}
