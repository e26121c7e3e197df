/**
 * Tests of the cookbook, against the emulator.
 */
@NullMarked
package io.github.gigachat.samples.cookbook;

import org.jspecify.annotations.NullMarked;
