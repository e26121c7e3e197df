/**
 * Threads of the provider for work that may block.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.concurrent;

import org.jspecify.annotations.NullMarked;
