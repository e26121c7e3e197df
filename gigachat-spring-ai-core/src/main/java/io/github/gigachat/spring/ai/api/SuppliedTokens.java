package io.github.gigachat.spring.ai.api;

import java.util.function.Supplier;

import io.github.gigachat.spring.ai.auth.AccessToken;
import io.github.gigachat.spring.ai.auth.AccessTokenSource;

/**
 * Takes ready tokens from a supplier, which says by an unchanged value that it has no
 * other.
 */
final class SuppliedTokens implements AccessTokenSource {

	private final Supplier<String> supplier;

	SuppliedTokens(Supplier<String> supplier) {
		this.supplier = supplier;
	}

	@Override
	public AccessToken fetch() {
		String token = this.supplier.get();
		if (token == null || token.isBlank()) {
			throw new GigaChatNonTransientException(
					FailureDetails.of(FailureKind.AUTHENTICATION, "The supplier of access tokens gave none"), null);
		}
		return AccessToken.withoutExpiry(token);
	}

	@Override
	public boolean alwaysWorthRepeating() {
		return false;
	}

}
