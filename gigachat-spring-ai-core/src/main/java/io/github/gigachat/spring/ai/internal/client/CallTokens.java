package io.github.gigachat.spring.ai.internal.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.github.gigachat.spring.ai.auth.TokenState;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import io.github.gigachat.spring.ai.internal.token.AccessToken;
import io.github.gigachat.spring.ai.internal.token.AccessTokens;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Supplies the access tokens of calls. Each call that fails gets an exception instance of
 * its own.
 * <p>
 * A failed refresh fails all calls that wait for it, and all that arrive in the pause
 * after it. They must not share one exception, because Reactor and applications add
 * suppressed exceptions to it, and one caller would see data of another.
 */
final class CallTokens implements AutoCloseable {

	private final AccessTokens tokens;

	CallTokens(AccessTokens tokens) {
		this.tokens = tokens;
	}

	/**
	 * Returns the token for a request. Blocks no longer than the call's remaining time.
	 */
	AccessToken get(CallScope scope) {
		try {
			return this.tokens.get(scope.remaining());
		}
		catch (RuntimeException ex) {
			throw TokenFailures.own(ex);
		}
	}

	/** Returns the token if there is a valid one, without waiting. */
	@Nullable AccessToken atOnce() {
		return this.tokens.atOnce();
	}

	/** Like {@link #get}, without blocking. */
	Mono<AccessToken> later(CallScope scope) {
		return own(this.tokens.future(scope.remaining()));
	}

	/**
	 * Returns a token that replaces a refused one.
	 * @return the token, or {@code null} if it would be refused as well
	 */
	@Nullable AccessToken replace(AccessToken refused, CallScope scope) {
		try {
			return this.tokens.replace(refused, scope.remaining());
		}
		catch (RuntimeException ex) {
			throw TokenFailures.own(ex);
		}
	}

	/** Like {@link #replace}, without blocking; empty instead of {@code null}. */
	Mono<AccessToken> replaceLater(AccessToken refused, CallScope scope) {
		return own(this.tokens.replaceLater(refused, scope.remaining()));
	}

	/**
	 * Replaces the failure by the caller's own before Reactor sees it, because Reactor's
	 * debug mode changes the exception at the first operator.
	 */
	private static Mono<AccessToken> own(CompletableFuture<? extends @Nullable AccessToken> token) {
		CompletableFuture<@Nullable AccessToken> own = token.handle((got, failure) -> {
			if (failure != null) {
				throw TokenFailures.own(unwrapped(failure));
			}
			return got;
		});
		CompletableFuture<?> unused = own.whenComplete((got, failure) -> token.cancel(false));
		return Mono.<AccessToken>fromFuture(own);
	}

	private static Throwable unwrapped(Throwable failure) {
		Throwable cause = failure.getCause();
		return (failure instanceof CompletionException && cause != null) ? cause : failure;
	}

	TokenState state() {
		return this.tokens.state();
	}

	TokenState refresh() {
		try {
			return this.tokens.refresh();
		}
		catch (RuntimeException ex) {
			throw TokenFailures.own(ex);
		}
	}

	@Override
	public void close() {
		this.tokens.close();
	}

}
