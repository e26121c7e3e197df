/**
 * Meters that are removed from their registry when their owner is closed.
 */
@NullMarked
package io.github.gigachat.spring.ai.metrics;

import org.jspecify.annotations.NullMarked;
