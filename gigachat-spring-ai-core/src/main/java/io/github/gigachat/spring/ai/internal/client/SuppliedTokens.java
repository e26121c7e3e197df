package io.github.gigachat.spring.ai.internal.client;

import java.util.function.Supplier;

import io.github.gigachat.spring.ai.internal.token.AccessToken;
import io.github.gigachat.spring.ai.internal.token.AccessTokenSource;

/**
 * Takes ready tokens from a supplier. An unchanged value means that the supplier has no
 * new token.
 */
public final class SuppliedTokens implements AccessTokenSource {

	private final Supplier<String> supplier;

	public SuppliedTokens(Supplier<String> supplier) {
		this.supplier = supplier;
	}

	@Override
	public AccessToken fetch() {
		return AccessToken.withoutExpiry(TokenFailures.ask("access token", this.supplier));
	}

	@Override
	public boolean alwaysWorthRepeating() {
		return false;
	}

}
