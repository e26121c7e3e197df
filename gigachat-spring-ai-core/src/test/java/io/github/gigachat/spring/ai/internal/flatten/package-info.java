/**
 * Tests of the names of functions.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.flatten;

import org.jspecify.annotations.NullMarked;
