package io.github.gigachat.spring.ai.auth;

import java.time.Instant;

/**
 * The failure of the last attempt to get an access token, described without secrets.
 *
 * @param kind the kind of failure, such as {@code authentication}, {@code connection} or
 * {@code timeout}; {@code lease-taken} if another instance held the lease of the shared
 * store; the class name of an exception that is not the provider's own
 * @param description the message of the failure; only the exception's class name if the
 * message may contain a secret
 * @param at the time of the failure by this machine's clock
 */
public record TokenError(String kind, String description, Instant at) {
}
