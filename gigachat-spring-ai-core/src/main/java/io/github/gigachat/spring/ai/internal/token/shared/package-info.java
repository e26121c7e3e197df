/**
 * Shares one token among the instances of an application through a store. One instance
 * takes the lease and fetches; the token is stored encrypted.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.token.shared;

import org.jspecify.annotations.NullMarked;
