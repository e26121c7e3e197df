/**
 * Shares one token between application instances through a store.
 * <p>
 * {@code SharedFetches} takes the place of direct fetches: it reads the
 * {@code AccessTokenStore} first, and if the store has no token, the instance that takes
 * the lease fetches one and publishes it. {@code TokenSeal} encrypts the token, so the
 * store never holds it in plain text. {@code BoundedStore} limits the time of each store
 * operation. If the store fails, an instance fetches a token for itself.
 * <p>
 * The package builds on {@code internal.token}, which does not know it.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.token.shared;

import org.jspecify.annotations.NullMarked;
