/**
 * Tests of meters, observations and logs.
 */
@NullMarked
package io.github.gigachat.spring.ai.observability;

import org.jspecify.annotations.NullMarked;
