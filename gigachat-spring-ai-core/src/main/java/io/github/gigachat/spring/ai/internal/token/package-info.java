/**
 * The lifecycle of an access token: fetched on first use, refreshed before it expires,
 * shared by all callers of one client.
 * <p>
 * {@code AccessTokens} caches the token and starts at most one {@code TokenRefresh} at a
 * time; {@code TokenWaits} lets callers wait for it, blocking or not. The token comes
 * from an {@code AccessTokenSource}, such as the token endpoint, by way of
 * {@code TokenFetches}. {@code FailurePauses} spaces the attempts of an outage, and
 * {@code RefreshHistory} records them for operators. {@code TokenTasks} runs sources on
 * threads of its own.
 * <p>
 * The package knows neither HTTP nor the service. {@code internal.client} connects it to
 * both.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.token;

import org.jspecify.annotations.NullMarked;
