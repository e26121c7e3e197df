package io.github.gigachat.spring.boot.actuate;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.api.FailureKind;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.GigaChatFailure;
import io.github.gigachat.spring.ai.auth.TokenError;
import io.github.gigachat.spring.ai.auth.TokenState;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Health of the connection to GigaChat: whether there is a token, and whether the service
 * takes it.
 * <p>
 * It asks for the list of models, which is not billed, once and within a bounded time,
 * for all who want to know at once or shortly after. While all of
 * {@code max-concurrent-requests} are in use and there is a token, it asks for nothing,
 * and it leaves when another request has to wait for its place. What is wrong is the
 * detail {@code reason}:
 * <ul>
 * <li>{@code wrong-key}: the credentials were refused;
 * <li>{@code wrong-scope}: the scope is none, or not that of the key's contract;
 * <li>{@code no-token}: the token endpoint gives no token, {@code kind} says why;
 * <li>{@code cannot-reach}: there is a token, but no connection to the service, or the
 * proxy on the way asks for credentials;
 * <li>{@code failing}: the service answers, with an error;
 * <li>{@code misconfigured}: the API cannot be made;
 * <li>{@code not-configured}: the application has no API; its status is unknown.
 * </ul>
 * It blocks, so that Spring Boot keeps it from event loops.
 */
public final class GigaChatHealthIndicator extends AbstractHealthIndicator {

	private static final String REASON = "reason";

	private static final int PROXY_AUTHENTICATION = 407;

	private final Supplier<? extends @Nullable GigaChatApi> api;

	private final Duration timeout;

	private final SharedHealth shared;

	/**
	 * Creates the indicator.
	 * @param api gives the API, or {@code null} where the application has none; throws
	 * where it cannot be made
	 * @param timeout how long one check takes at most
	 * @param reuse how long the answer of a check holds; zero to check each time
	 */
	public GigaChatHealthIndicator(Supplier<? extends @Nullable GigaChatApi> api, Duration timeout, Duration reuse) {
		super("The check of GigaChat's health failed");
		this.api = Objects.requireNonNull(api, "api");
		this.timeout = Objects.requireNonNull(timeout, "timeout");
		this.shared = new SharedHealth(reuse, timeout.plus(ModelsProbe.GRACE));
	}

	@Override
	protected void doHealthCheck(Health.Builder health) throws Exception {
		@Nullable GigaChatApi present;
		try {
			present = this.api.get();
		}
		catch (RuntimeException ex) {
			// its words may hold the value of a property
			health.down().withDetail(REASON, "misconfigured");
			return;
		}
		if (present == null) {
			health.unknown().withDetail(REASON, "not-configured");
			return;
		}
		Health shared = this.shared.get(() -> check(present));
		health.status(shared.getStatus()).withDetails(shared.getDetails());
	}

	private Health check(GigaChatApi api) throws InterruptedException {
		Health.Builder health = Health.up().withDetail("baseUrl", api.settings().baseUrl());
		GigaChatFailure failure = new ModelsProbe(api, this.timeout).ask();
		if (failure != null) {
			String reason = reason(failure, api.tokenState());
			if (reason != null) {
				health.down().withDetail(REASON, reason);
			}
			describe(health, failure);
		}
		token(health, api.tokenState());
		return health.build();
	}

	/** Why the service cannot be used; {@code null} where it can. */
	private static @Nullable String reason(GigaChatFailure failure, TokenState token) {
		if (Objects.equals(failure.status(), PROXY_AUTHENTICATION)) {
			return "cannot-reach";
		}
		boolean withoutToken = token.used() && !token.hasToken();
		String refusal = withoutToken ? refusal(failure.code()) : null;
		if (refusal != null) {
			return refusal;
		}
		if (failure.kind() == FailureKind.AUTHENTICATION) {
			return "wrong-key";
		}
		if (withoutToken) {
			return "no-token";
		}
		return switch (failure.kind()) {
			case CONNECTION, TLS, TIMEOUT, REDIRECT -> "cannot-reach";
			// an installation without a list of models, or one that has much to do, works
			case NOT_FOUND, RATE_LIMIT, BUSY, MODEL_OUTPUT -> null;
			default -> "failing";
		};
	}

	/** What the token endpoint's code blames; its status is 400 for most of them. */
	private static @Nullable String refusal(@Nullable Integer code) {
		return switch ((code != null) ? code : 0) {
			case 4, 6 -> "wrong-key";
			case 1, 5, 7 -> "wrong-scope";
			default -> null;
		};
	}

	private static void describe(Health.Builder health, GigaChatFailure failure) {
		health.withDetail("kind", FailureDescriptor.word(failure.kind()));
		if (failure.status() != null) {
			health.withDetail("status", failure.status());
		}
		if (failure.code() != null) {
			health.withDetail("code", failure.code());
		}
		if (failure.requestId() != null) {
			health.withDetail("requestId", failure.requestId());
		}
		if (failure.hint() != null) {
			health.withDetail("hint", failure.hint());
		}
	}

	private static void token(Health.Builder health, TokenState token) {
		health.withDetail("hasToken", token.hasToken());
		if (token.expiresAt() != null) {
			health.withDetail("tokenExpiresAt", token.expiresAt());
		}
		TokenError error = token.lastError();
		if (error != null) {
			health.withDetail("tokenError", error.kind());
		}
	}

}
