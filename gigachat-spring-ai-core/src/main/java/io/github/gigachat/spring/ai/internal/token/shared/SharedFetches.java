package io.github.gigachat.spring.ai.internal.token.shared;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.gigachat.spring.ai.auth.SealedToken;
import io.github.gigachat.spring.ai.auth.TokenListener;
import io.github.gigachat.spring.ai.internal.token.AccessToken;
import io.github.gigachat.spring.ai.internal.token.AccessTokenSource;
import io.github.gigachat.spring.ai.internal.token.AccessTokens;
import io.github.gigachat.spring.ai.internal.token.AccessTokenUnavailableException;
import io.github.gigachat.spring.ai.internal.token.TokenFetches;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Gets a token from the shared store, or fetches one for all instances.
 * <p>
 * An instance that needs a new token reads the store first. If the store has none, it
 * takes the lease, reads once more, fetches a token and publishes it. An instance that
 * does not get the lease polls with short pauses until there is a token or the lease is
 * free. After the lifetime of a lease it fails with {@link LeaseTakenException} and tries
 * again later. As long as the store works, no instance fetches without the lease. After a
 * temporary failure the instance keeps the lease for another second, or for the pause
 * that the source requires, up to 30 seconds. This is the minimum pause between the
 * requests of all instances. If the host name of the source cannot be resolved, the
 * instance releases the lease at once. If the store fails, each instance fetches its own
 * token.
 */
public final class SharedFetches implements TokenFetches {

	private static final Log logger = LogFactory.getLog(AccessTokens.LOGGER_NAME);

	/** The time for the store calls before and after the fetch under the lease. */
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

	/** The cached seal of the credential, because its derivation takes time. */
	private volatile @Nullable Sealing sealing;

	/** The token that this instance last read from the store or wrote to it. */
	private volatile @Nullable AccessToken lastShared;

	/** The lease that this instance holds or requests. */
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
		// read once, because the token is stored under the credential's name; and before
		// the lease, because its lifetime does not include the time of a supplier
		String credential = this.sharing.credential().get();
		TokenSeal seal = seal(credential);
		try {
			return fetchForAll(seal, known, credential);
		}
		catch (BoundedStore.StoreFailedException ex) {
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
		// the lease of an owner that died lasts at most this long
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
			// the previous owner may have published a token since
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
		AccessTokenSource.Failure judged = AccessTokenSource.Failure.of(failure, this.source);
		Duration leastPause = judged.leastPause();
		// an unknown host received no request and needs no pause; another instance may
		// resolve it
		if (leastPause == null || judged.isUnknownHost()) {
			this.store.releaseLater(seal.name(), owner);
			return;
		}
		Duration pause = (leastPause.compareTo(PAUSE_AFTER_FAILURE) < 0) ? PAUSE_AFTER_FAILURE : leastPause;
		this.store.keepLeaseLater(seal.name(), owner,
				(pause.compareTo(LONGEST_PAUSE_AFTER_FAILURE) < 0) ? pause : LONGEST_PAUSE_AFTER_FAILURE);
	}

	/** Publishes the token. A failure of the store does not discard the fetched token. */
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
		catch (BoundedStore.StoreFailedException ex) {
			reportAlone(ex);
		}
	}

	private static Duration left(AccessToken token) {
		Instant now = Instant.now();
		return token.expiresAt().isAfter(now.plus(LONGEST_SHARED_LIFE)) ? LONGEST_SHARED_LIFE
				: Duration.between(now, token.expiresAt());
	}

	/** Returns the stored token if it differs from the known one and is not older. */
	private @Nullable AccessToken otherThan(@Nullable AccessToken known, TokenSeal seal) {
		// before the read, so that the computed expiry is not too late
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

	/**
	 * Returns whether the token was fetched while the store failed; the stored one may be
	 * older.
	 */
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

	private void reportAlone(BoundedStore.StoreFailedException failure) {
		if (!this.alone.getAndSet(true) && logger.isWarnEnabled()) {
			logger.warn("The shared store of access tokens cannot be used: " + failure.getMessage()
					+ ". This instance fetches its own tokens until the store answers again");
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
				logger.debug("The lease of the shared store could not be released and will expire: " + ex.getMessage());
			}
		}
		this.store.close();
		this.sealing = null;
		this.lastShared = null;
	}

	/** A lease for one fetch. */
	private record Lease(String name, String owner) {
	}

	/** A credential with the seal derived from it. */
	private record Sealing(String fingerprint, TokenSeal seal) {

		@Override
		public String toString() {
			return "Sealing";
		}

	}

}
