/**
 * Meters that end with their owner.
 */
@NullMarked
package io.github.gigachat.spring.ai.metrics;

import org.jspecify.annotations.NullMarked;
