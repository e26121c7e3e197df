/**
 * The store of access tokens that the instances of an application share.
 * <p>
 * {@code TokenStoreSelector} selects the bean of type {@code AccessTokenStore}, and
 * reports a Redis store that is configured but cannot be created.
 * {@code RedisAccessTokenStore} implements the store on Redis, with one atomic script per
 * operation.
 * <p>
 * The package is internal to the starter. Of the starter, it may use only the properties
 * and {@code autoconfigure.failure}.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure.token;

import org.jspecify.annotations.NullMarked;
