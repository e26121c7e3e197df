/**
 * Adapts JSON schemas to the dialect that the service accepts for the parameters of a
 * function.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.schema;

import org.jspecify.annotations.NullMarked;
