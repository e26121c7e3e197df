/**
 * The credentials of a client, and the public view of its access token.
 * <p>
 * {@link GigaChatCredentials} names one kind of credentials: an authorization key, a
 * password, a token or a header. {@link AccessTokenStore} lets several instances share a
 * token, which it receives encrypted as a {@link SealedToken}. {@link TokenListener} is
 * notified of each attempt to get a token, and {@link TokenState} shows the result to
 * operators.
 * <p>
 * {@code internal.token} and {@code internal.client} use these types to fetch, cache and
 * share tokens. The package {@code auth} itself depends on no other package of the core.
 */
@NullMarked
package io.github.gigachat.spring.ai.auth;

import org.jspecify.annotations.NullMarked;
