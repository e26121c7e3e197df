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
 * Gives a call its token, or an exception of its own.
 * <p>
 * One failing refresh fails all who wait for it, and whoever comes in the pause after it.
 * They must not share an exception: Reactor writes into it where it passed, as do
 * applications, and one caller would read of another.
 */
final class CallTokens implements AutoCloseable {

	private final AccessTokens tokens;

	CallTokens(AccessTokens tokens) {
		this.tokens = tokens;
	}

	/** The token to put on a request. */
	AccessToken get(CallScope scope) {
		try {
			return this.tokens.get(scope.remaining());
		}
		catch (RuntimeException ex) {
			throw TokenFailures.own(ex);
		}
	}

	/** Like {@link #get}, without blocking. */
	Mono<AccessToken> later(CallScope scope) {
		return own(this.tokens.future(scope.remaining()));
	}

	/**
	 * A token in place of a refused one.
	 * @return the token, or {@code null} when it would be refused too
	 */
	@Nullable AccessToken replace(AccessToken refused, CallScope scope) {
		try {
			return this.tokens.replace(refused, scope.remaining());
		}
		catch (RuntimeException ex) {
			throw TokenFailures.own(ex);
		}
	}

	/** Like {@link #replace}, without blocking; empty in place of {@code null}. */
	Mono<AccessToken> replaceLater(AccessToken refused, CallScope scope) {
		return own(this.tokens.replaceLater(refused, scope.remaining()));
	}

	/** Before Reactor sees the failure: its debugging marks it at the first operator. */
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
