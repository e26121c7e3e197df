/**
 * Tests of the tool loop, against the emulator.
 */
@NullMarked
package io.github.gigachat.samples.toolloop;

import org.jspecify.annotations.NullMarked;
