/**
 * Tests of what a native image keeps.
 */
@NullMarked
package io.github.gigachat.spring.ai.aot;

import org.jspecify.annotations.NullMarked;
