package io.github.gigachat.spring.boot.actuate;

import io.github.gigachat.spring.ai.auth.TokenState;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the endpoint tells of a refresh that it was asked for.
 *
 * @param token the state of the access token after it, without its value
 * @param error why there is no new token; {@code null} when there is one
 */
public record RefreshDescriptor(TokenState token, @Nullable FailureDescriptor error) implements OperationResponseBody {
}
