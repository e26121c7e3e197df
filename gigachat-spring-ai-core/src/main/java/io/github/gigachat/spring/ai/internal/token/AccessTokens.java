package io.github.gigachat.spring.ai.internal.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.github.gigachat.spring.ai.auth.TokenListener;
import io.github.gigachat.spring.ai.auth.TokenState;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOff;

/**
 * Caches the access token that all callers share, and refreshes it. Blocking callers
 * ({@link #get(Duration)}) and reactive callers ({@link #future(Duration)}) use the same
 * cache and wait for the same refresh.
 * <p>
 * All changes of state run in {@link #turns}, one at a time; a turn neither waits nor
 * calls the source. Invariants:
 * <ul>
 * <li>At most one {@link TokenRefresh} exists, so at most one token request is running.
 * Callers that arrive in the meantime join it. An attempt ends before the next one
 * begins.
 * <li>A refresh lasts until the source returns a token, fails permanently, or fails while
 * no caller waits. While callers wait, a failed attempt is repeated after the pause of
 * {@link FailurePauses}, unless that gives up.
 * <li>A refresh pauses between two attempts only if a caller waited when the pause began.
 * Its pause is therefore never a background pause, and a caller that joins later need not
 * shorten it.
 * <li>A token is replaced only by a newer one, and dropped only if the service refused
 * this very token. A failed refresh never removes a valid token.
 * </ul>
 * The fast path, a valid token, reads one volatile field. A caller never waits for the
 * turn of another caller, because callers may be event loops.
 */
public final class AccessTokens implements AutoCloseable {

	/** The documented name of the logger of access tokens. */
	public static final String LOGGER_NAME = "io.github.gigachat.spring.ai.auth";

	private static final Log logger = LogFactory.getLog(LOGGER_NAME);

	private final AccessTokenSource source;

	private final TokenFetches fetches;

	private final Settings settings;

	private final Clock clock;

	private final TokenTasks tasks;

	private final TokenWaits waits;

	private final Turns turns = new Turns();

	private final AtomicReference<@Nullable CachedToken> cached = new AtomicReference<>();

	/** Written in turns only, like the following fields. */
	private volatile @Nullable TokenRefresh refresh;

	private final FailurePauses pauses;

	private final RefreshHistory history;

	private volatile @Nullable RuntimeException lastFailure;

	/** The last token obtained, even if it has expired or was refused. */
	private volatile @Nullable AccessToken lastToken;

	private volatile boolean closed;

	/**
	 * Creates an empty cache. The first call fetches a token.
	 * @param listeners the listeners notified of each attempt to get a token
	 * @param fetching creates the fetches from the source: {@link TokenFetches#of} for
	 * tokens that are not shared
	 */
	public AccessTokens(AccessTokenSource source, Settings settings, List<TokenListener> listeners,
			Function<AccessTokenSource, TokenFetches> fetching) {
		this(source, settings, listeners, fetching, Clock.systemUTC(), TokenTasks.onThreads("gigachat-token-"));
	}

	AccessTokens(AccessTokenSource source, Settings settings, List<TokenListener> listeners,
			Function<AccessTokenSource, TokenFetches> fetching, Clock clock, TokenTasks tasks) {
		this.clock = clock;
		this.tasks = tasks;
		this.source = new LeastLife(Objects.requireNonNull(source, "source"), this.clock);
		this.settings = Objects.requireNonNull(settings, "settings");
		this.waits = new TokenWaits(settings.waitTimeout(), this.source.describe(), () -> this.lastFailure);
		this.pauses = new FailurePauses(settings, this.clock);
		this.fetches = fetching.apply(this.source);
		this.history = new RefreshHistory(this.clock, listeners);
	}

	/**
	 * Returns the token for a request. Blocks until there is a valid token.
	 * @param atMost the maximum wait; the maximum wait of the settings applies too
	 * @throws AccessTokenUnavailableException if there was no token in time, or the
	 * thread was interrupted
	 * @throws RuntimeException the exception of the source if the failure is permanent
	 */
	public AccessToken get(Duration atMost) {
		AccessToken living = atOnce();
		return (living != null) ? living : this.waits.await(join(false), atMost);
	}

	/**
	 * Returns the token for a request if there is a valid one. Never waits.
	 * @return the token, or {@code null} if it has to be fetched
	 */
	public @Nullable AccessToken atOnce() {
		CachedToken current = this.cached.get();
		if (current == null) {
			return null;
		}
		Instant now = this.clock.instant();
		if (!current.isLiving(now)) {
			return null;
		}
		if (current.isDue(now) && this.refresh == null) {
			this.turns.take(this::refreshAhead);
		}
		return current.token();
	}

	/**
	 * Returns a future of the token for a request, for callers that must not block.
	 * @param atMost the maximum wait; the maximum wait of the settings applies too
	 * @return a future that completes with a valid token or with an exception of
	 * {@link #get(Duration)}; its cancellation ends only the wait of this caller
	 */
	public CompletableFuture<AccessToken> future(Duration atMost) {
		AccessToken living = atOnce();
		return (living != null) ? CompletableFuture.completedFuture(living) : this.waits.timed(join(false), atMost);
	}

	/**
	 * Replaces a token that the service has refused with 401. Blocks until there is a new
	 * one. Returns at once if the refused token has been replaced in the meantime.
	 * @param refused the token that was refused
	 * @param atMost the maximum wait; the maximum wait of the settings applies too
	 * @return the token for the repeated call, or {@code null} if a repeat would be
	 * refused again
	 * @throws AccessTokenUnavailableException if there was no token in time, or the
	 * thread was interrupted
	 * @throws RuntimeException the exception of the source if the failure is permanent
	 */
	public @Nullable AccessToken replace(AccessToken refused, Duration atMost) {
		drop(refused);
		return worthRepeating(refused, get(atMost));
	}

	/**
	 * Replaces a refused token like {@link #replace}, for callers that must not block.
	 * @param refused the token that was refused
	 * @param atMost the maximum wait; the maximum wait of the settings applies too
	 * @return a future that completes with the token for the repeated call, with
	 * {@code null} if a repeat would be refused again, or with an exception of
	 * {@code replace}
	 */
	public CompletableFuture<@Nullable AccessToken> replaceLater(AccessToken refused, Duration atMost) {
		drop(refused);
		CompletableFuture<AccessToken> token = future(atMost);
		CompletableFuture<@Nullable AccessToken> replacement = token
			.thenApply((fetched) -> worthRepeating(refused, fetched));
		CompletableFuture<?> unused = replacement.whenComplete((done, failure) -> token.cancel(false));
		return replacement;
	}

	/**
	 * Fetches a new token even if the current one is valid, or joins a running refresh.
	 * The current token stays in use in the meantime. Blocks until the new token arrives,
	 * at most for the maximum wait of the settings. A supplier of access tokens is called
	 * again.
	 * @throws AccessTokenUnavailableException if there was no token in time, or the
	 * thread was interrupted
	 * @throws RuntimeException the exception of the source if the failure is permanent
	 */
	public TokenState refresh() {
		AccessToken unused = this.waits.await(join(true), this.settings.waitTimeout());
		return state();
	}

	/** Returns the current state of the token, without its value. Never waits. */
	public TokenState state() {
		return this.history.state(this.cached.get());
	}

	/**
	 * Fails all waits and all further calls.
	 */
	@Override
	public void close() {
		// not in a turn, because another thread may run it after the following statements
		this.closed = true;
		this.turns.take(() -> {
			this.cached.set(null);
			this.lastToken = null;
			TokenRefresh open = this.refresh;
			this.refresh = null;
			if (open != null) {
				open.fail(AccessTokenUnavailableException.closed());
			}
		});
		// first, because it releases the lease, which an interrupted task could not do
		this.fetches.close();
		this.tasks.close();
	}

	/** Called in a turn. */
	private void refreshAhead() {
		CachedToken current = this.cached.get();
		Instant now = this.clock.instant();
		boolean due = current != null && current.isDue(now);
		if (due && this.refresh == null && !this.closed && this.pauses.isOver(now)) {
			start(Duration.ZERO);
		}
	}

	/** Joins the running refresh, or starts one. */
	private CompletableFuture<AccessToken> join(boolean forced) {
		CompletableFuture<AccessToken> place = new CompletableFuture<>();
		this.turns.take(() -> take(place, forced));
		return place;
	}

	/** Called in a turn. */
	private void take(CompletableFuture<AccessToken> place, boolean forced) {
		if (this.closed) {
			place.completeExceptionally(AccessTokenUnavailableException.closed());
			return;
		}
		AccessToken living = forced ? null : atOnce();
		if (living != null) {
			place.complete(living);
			return;
		}
		TokenRefresh current = this.refresh;
		boolean askAnew = forced && this.pauses.isRefused();
		Duration pause = askAnew ? Duration.ZERO : this.pauses.beforeNext();
		RuntimeException last = this.lastFailure;
		if (current == null && last != null && isToldAtOnce(pause)) {
			place.completeExceptionally(last);
			return;
		}
		TokenRefresh joined = (current != null) ? current : start(pause);
		joined.join(place);
	}

	/**
	 * Returns whether a caller that arrives in a pause gets the last failure. Called in a
	 * turn.
	 */
	private boolean isToldAtOnce(Duration pause) {
		boolean refused = this.pauses.isRefused() && !pause.isZero();
		// the service requires a longer pause than a caller may wait
		return refused || pause.compareTo(this.settings.maxRetryAfter()) > 0;
	}

	/** Called in a turn. */
	private TokenRefresh start(Duration pause) {
		TokenRefresh started = new TokenRefresh(this.turns);
		this.refresh = started;
		this.tasks.after(pause, () -> attempt(started));
		return started;
	}

	private void attempt(TokenRefresh refresh) {
		this.turns.take(() -> {
			if (refresh.isGivenUp()) {
				end(refresh);
			}
			if (this.refresh == refresh) {
				this.tasks.after(Duration.ZERO, () -> fetch(refresh));
			}
		});
	}

	private void fetch(TokenRefresh refresh) {
		if (this.closed || this.refresh != refresh) {
			return;
		}
		TokenFetches.Fetched fetched;
		CachedToken cached;
		long start = System.nanoTime();
		try {
			fetched = this.fetches.fetch(this.lastToken);
			cached = CachedToken.of(fetched.token(), this.settings.refreshAhead(), this.clock.instant());
		}
		catch (Throwable ex) {
			// any failure: a refresh that does not end would block all further ones
			AccessTokenSource.Failure failure = AccessTokenSource.Failure.of(ex, this.source);
			this.turns.take(() -> failed(refresh, failure));
			this.history.tell(failure.isFinal() ? TokenListener.Outcome.REFUSED : TokenListener.Outcome.FAILED, start);
			return;
		}
		if (logger.isDebugEnabled()) {
			logger.debug(
					"Got an access token (" + fetched.outcome() + ") that expires at " + fetched.token().expiresAt());
		}
		this.turns.take(() -> succeeded(refresh, cached));
		this.history.tell(fetched.outcome(), start);
	}

	/** Called in a turn. */
	private void succeeded(TokenRefresh refresh, CachedToken fetched) {
		if (!this.closed) {
			this.cached.set(fetched);
			this.lastToken = fetched.token();
		}
		this.pauses.succeeded();
		this.lastFailure = null;
		this.history.succeeded();
		end(refresh);
		refresh.succeed(fetched.token());
	}

	/** Called in a turn. */
	private void failed(TokenRefresh refresh, AccessTokenSource.Failure failure) {
		RuntimeException exception = failure.exception();
		if (!this.pauses.isRun()) {
			this.tasks.after(Duration.ZERO, () -> this.history.report(exception, this.cached.get()));
		}
		this.pauses.failed(failure, this.cached.get());
		this.lastFailure = exception;
		this.history.failed(failure);
		refresh.attemptFailed();
		boolean hopeless = this.pauses.isHopeless();
		boolean patient = failure.passesWithin(this.settings.maxRetryAfter()) && !hopeless;
		if (patient && refresh.isWaitedFor() && this.refresh == refresh) {
			this.tasks.after(this.pauses.beforeNext(), () -> attempt(refresh));
		}
		else {
			end(refresh);
			refresh.fail(hopeless ? AccessTokenUnavailableException.givenUp(exception) : exception);
		}
	}

	/** Lets the next caller start another refresh. Called in a turn. */
	private void end(TokenRefresh ended) {
		if (this.refresh == ended) {
			this.refresh = null;
		}
	}

	// compares by identity: the late 401 of a second caller must not drop an equal token
	// that the first caller's refresh has just fetched
	@SuppressWarnings("ReferenceEquality")
	private void drop(AccessToken refused) {
		CachedToken current = this.cached.get();
		if (current != null && current.token() == refused) {
			// not in a turn, because the caller reads the cache next
			this.cached.compareAndSet(current, null);
		}
	}

	private @Nullable AccessToken worthRepeating(AccessToken refused, AccessToken fetched) {
		boolean changed = !fetched.value().equals(refused.value());
		return (changed || this.source.alwaysWorthRepeating()) ? fetched : null;
	}

	/**
	 * Settings of token refreshes and waits.
	 *
	 * @param refreshAhead the remaining lifetime below which a token is refreshed in the
	 * background; at most a third of the token's lifetime applies
	 * @param waitTimeout the maximum time that a caller waits for a valid token
	 * @param backOff the pauses between failed attempts to fetch a token; each is at
	 * least 400 ms, and in an outage at most a second while callers wait
	 * @param maxRetryAfter the maximum pause that the token endpoint may require; a
	 * longer one fails the waiting callers at once
	 */
	public record Settings(Duration refreshAhead, Duration waitTimeout, BackOff backOff, Duration maxRetryAfter) {
	}

}
