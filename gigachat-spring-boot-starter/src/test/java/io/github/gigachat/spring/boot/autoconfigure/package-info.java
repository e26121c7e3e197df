/**
 * Tests of the starter, over the wire against the emulator.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
