package io.github.gigachat.spring.ai.auth;

import java.time.Instant;

/**
 * Why the last attempt to get an access token failed, in words that hold no secret.
 *
 * @param kind a word for the kind of failure, such as {@code authentication},
 * {@code connection} or {@code timeout}, or {@code lease-taken} when other instances of a
 * fleet have been trying; the name of the exception's class where the failure is not one
 * of this provider's
 * @param description what happened; the exception's class alone where its message may
 * hold a secret
 * @param at when it happened, on this machine's clock
 */
public record TokenError(String kind, String description, Instant at) {
}
