package io.github.gigachat.spring.ai.internal.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.github.gigachat.spring.ai.auth.AccessTokenUnavailableException;
import io.github.gigachat.spring.ai.auth.TokenListener;
import io.github.gigachat.spring.ai.auth.TokenState;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the one access token that all callers share. Blocking callers
 * ({@link #get(Duration)}) and reactive ones ({@link #future(Duration)}) meet in the same
 * cache and wait for the same refresh.
 * <p>
 * Invariants, all of them kept by {@link #turns}, in which nobody waits and the source is
 * not asked:
 * <ul>
 * <li>at most one {@link TokenRefresh} exists, so at most one request for a token is
 * under way; callers who come meanwhile join it, and an attempt without an answer ends
 * before the next one begins;
 * <li>a refresh lives until its source answers, refuses, or fails while nobody waits;
 * while somebody waits, a failing one is tried again after the pauses of
 * {@link FailurePauses}, unless these call it hopeless;
 * <li>a refresh between two attempts has been waited for when the pause began, so its
 * pause is never one of the background's, and nobody who joins it has to shorten it;
 * <li>a token is replaced only by a newer one or dropped because the service refused that
 * very token: a failing refresh never takes a living token away.
 * </ul>
 * The fast path, a living token, reads one volatile field. No caller ever waits for
 * another one's turn, since callers may be event loops.
 */
public final class AccessTokens implements AutoCloseable {

	private static final Log logger = LogFactory.getLog("io.github.gigachat.spring.ai.auth");

	private final AccessTokenSource source;

	private final TokenFetches fetches;

	private final TokenSettings settings;

	private final Clock clock;

	private final TokenTasks tasks;

	private final TokenWaits waits;

	private final Turns turns = new Turns();

	private final AtomicReference<@Nullable CachedToken> cached = new AtomicReference<>();

	/** Written in turns only, like what follows. */
	private volatile @Nullable TokenRefresh refresh;

	private final FailurePauses pauses;

	private final RefreshHistory history;

	private volatile @Nullable RuntimeException lastFailure;

	/** The last token that was got, living or not, refused or not. */
	private volatile @Nullable AccessToken lastToken;

	private volatile boolean closed;

	/**
	 * Creates the cache; nothing is fetched until the first caller asks.
	 * @param source where tokens come from
	 * @param settings how they are refreshed and waited for
	 * @param listeners who is told of each attempt to get a token
	 * @param fetching creates the fetches from the source: {@link TokenFetches#of} for
	 * tokens that are not shared
	 */
	public AccessTokens(AccessTokenSource source, TokenSettings settings, List<TokenListener> listeners,
			Function<AccessTokenSource, TokenFetches> fetching) {
		this(source, settings, listeners, fetching, Clock.systemUTC(), new BlockingTasks("gigachat-token-"));
	}

	AccessTokens(AccessTokenSource source, TokenSettings settings, List<TokenListener> listeners,
			Function<AccessTokenSource, TokenFetches> fetching, Clock clock, TokenTasks tasks) {
		this.clock = clock;
		this.tasks = tasks;
		this.source = new LeastLife(Objects.requireNonNull(source, "source"), this.clock);
		this.settings = Objects.requireNonNull(settings, "settings");
		this.waits = new TokenWaits(settings.waitTimeout(), this.source.describe(), () -> this.lastFailure);
		this.pauses = new FailurePauses(settings, this.clock);
		this.fetches = fetching.apply(this.source);
		this.history = new RefreshHistory(this.source, this.clock, listeners);
	}

	/**
	 * The token to put on a request; blocks while none lives.
	 * @param atMost the longest wait, on top of which the settings' own bound holds
	 * @return a living token
	 * @throws AccessTokenUnavailableException when there was none in time, or the thread
	 * was interrupted
	 * @throws RuntimeException what the source threw, when its answer was final
	 */
	public AccessToken get(Duration atMost) {
		AccessToken living = living();
		return (living != null) ? living : this.waits.await(join(false), atMost);
	}

	/**
	 * The token to put on a request, for a caller that must not block.
	 * @param atMost the longest wait, on top of which the settings' own bound holds
	 * @return completed with a living token, or with what {@link #get(Duration)} throws;
	 * cancelling it ends this caller's wait alone
	 */
	public CompletableFuture<AccessToken> future(Duration atMost) {
		AccessToken living = living();
		return (living != null) ? CompletableFuture.completedFuture(living) : this.waits.timed(join(false), atMost);
	}

	/**
	 * A token in place of one that the service has just refused with 401; blocks until it
	 * is there. Callers whose refused token has been replaced meanwhile get the new one
	 * at once.
	 * @param refused the token that was refused
	 * @param atMost the longest wait, on top of which the settings' own bound holds
	 * @return the token to repeat the call with, or {@code null} when a repeat would be
	 * refused again
	 * @throws AccessTokenUnavailableException when there was none in time, or the thread
	 * was interrupted
	 * @throws RuntimeException what the source threw, when its answer was final
	 */
	public @Nullable AccessToken replace(AccessToken refused, Duration atMost) {
		drop(refused);
		return worthRepeating(refused, get(atMost));
	}

	/**
	 * Like {@link #replace}, for a caller that must not block.
	 * @param refused the token that was refused
	 * @param atMost the longest wait, on top of which the settings' own bound holds
	 * @return completed with the token to repeat the call with, with {@code null} when a
	 * repeat would be refused again, or with what {@code replace} throws
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
	 * Gets a new token although the present one may live, which stays in use meanwhile;
	 * joins a refresh that is under way. Blocks until the token is there, for the longest
	 * wait of the settings at most. A supplier of ready tokens is asked again.
	 * @return the state after the refresh
	 * @throws AccessTokenUnavailableException when there was none in time, or the thread
	 * was interrupted
	 * @throws RuntimeException what the source threw, when its answer was final
	 */
	public TokenState refresh() {
		AccessToken unused = this.waits.await(join(true), this.settings.waitTimeout());
		return state();
	}

	/**
	 * What is known of the token, without its value; never waits.
	 * @return the state at this moment
	 */
	public TokenState state() {
		return this.history.state(this.cached.get());
	}

	/**
	 * Ends every wait with an error and lets no more callers in.
	 */
	@Override
	public void close() {
		// not in a turn, which another thread may run later than what follows
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
		// first: it gives the lease back that the interrupted task would only lose
		this.fetches.close();
		this.tasks.close();
	}

	private @Nullable AccessToken living() {
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

	/** In a turn. */
	private void refreshAhead() {
		CachedToken current = this.cached.get();
		Instant now = this.clock.instant();
		boolean due = current != null && current.isDue(now);
		if (due && this.refresh == null && !this.closed && this.pauses.isOver(now)) {
			start(Duration.ZERO);
		}
	}

	/** Joins the refresh that is under way, or starts it. */
	private CompletableFuture<AccessToken> join(boolean forced) {
		CompletableFuture<AccessToken> place = new CompletableFuture<>();
		this.turns.take(() -> take(place, forced));
		return place;
	}

	/** In a turn. */
	private void take(CompletableFuture<AccessToken> place, boolean forced) {
		if (this.closed) {
			place.completeExceptionally(AccessTokenUnavailableException.closed());
			return;
		}
		AccessToken living = forced ? null : living();
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

	/** In a turn. Whether the last failure is the answer to whoever comes in a pause. */
	private boolean isToldAtOnce(Duration pause) {
		boolean refused = this.pauses.isRefused() && !pause.isZero();
		// the service asked for a longer pause than anybody is to wait
		return refused || pause.compareTo(this.settings.maxRetryAfter()) > 0;
	}

	/** In a turn. */
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
			// whatever it was: a refresh that does not end lets no other one begin
			FetchFailure failure = FetchFailure.of(ex, this.source);
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

	/** In a turn. */
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

	/** In a turn. */
	private void failed(TokenRefresh refresh, FetchFailure failure) {
		RuntimeException exception = failure.exception();
		if (!this.pauses.isRun()) {
			this.tasks.after(Duration.ZERO, () -> this.history.report(exception, this.cached.get()));
		}
		this.pauses.failed(failure, this.cached.get());
		this.lastFailure = exception;
		this.history.failed(exception);
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

	/** In a turn. Lets the next caller start another refresh. */
	private void end(TokenRefresh ended) {
		if (this.refresh == ended) {
			this.refresh = null;
		}
	}

	// the very token that was refused, not an equal one: a second caller's late 401 must
	// not take away what the first caller's refresh has brought
	@SuppressWarnings("ReferenceEquality")
	private void drop(AccessToken refused) {
		CachedToken current = this.cached.get();
		if (current != null && current.token() == refused) {
			// at once, not in a turn: the caller looks for a living token next
			this.cached.compareAndSet(current, null);
		}
	}

	private @Nullable AccessToken worthRepeating(AccessToken refused, AccessToken fetched) {
		boolean changed = !fetched.value().equals(refused.value());
		return (changed || this.source.alwaysWorthRepeating()) ? fetched : null;
	}

}
