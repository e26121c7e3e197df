/**
 * Shares one token between application instances through a store. The instance that holds
 * the lease fetches the token, which is stored encrypted.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.token.shared;

import org.jspecify.annotations.NullMarked;
