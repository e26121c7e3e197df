package io.github.gigachat.spring.boot.actuate;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.TokenError;
import io.github.gigachat.spring.ai.auth.TokenState;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Health of the connection to GigaChat: checks that there is an access token and that the
 * service accepts it.
 * <p>
 * A check requests the list of models, which is not billed, within a bounded time. Its
 * result is shared by concurrent and later callers. If there is a token and all of
 * {@code max-concurrent-requests} are in use, no request is sent. A check that is running
 * ends as soon as another request has to wait for it. The detail {@code reason} names the
 * problem:
 * <ul>
 * <li>{@code wrong-key}: the credentials are refused;
 * <li>{@code wrong-scope}: the scope does not exist, or does not belong to the contract
 * of the key;
 * <li>{@code no-token}: the token endpoint gives no token; {@code kind} tells the cause;
 * <li>{@code cannot-reach}: there is a token, but no connection to the service, or a
 * proxy requires credentials;
 * <li>{@code failing}: the service responds with an error;
 * <li>{@code misconfigured}: the API cannot be created;
 * <li>{@code not-configured}: the application has no API, and the status is unknown.
 * </ul>
 * The indicator blocks; Spring Boot keeps it away from event loops.
 */
public final class GigaChatHealthIndicator extends AbstractHealthIndicator {

	private static final String REASON = "reason";

	private static final int PROXY_AUTHENTICATION = 407;

	private final Supplier<? extends @Nullable GigaChatApi> api;

	private final Duration timeout;

	private final SharedHealth shared;

	/**
	 * Creates the indicator.
	 * @param api supplies the API, or {@code null} if the application has none; throws an
	 * exception if the API cannot be created
	 * @param timeout the maximum duration of one check
	 * @param reuse the time for which the result of a check is reused; zero to check each
	 * time
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
			// no message: it may contain the value of a property
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

	/**
	 * Returns the reason why the service is unusable, or {@code null} if it is usable.
	 */
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
			// an installation without a list of models, or under load, is usable
			case NOT_FOUND, RATE_LIMIT, BUSY, MODEL_OUTPUT -> null;
			default -> "failing";
		};
	}

	/** Maps the code of the token endpoint, whose status is mostly 400, to a reason. */
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
