/**
 * Tests of the emulator, over HTTP as a client sees it.
 */
@NullMarked
package io.github.gigachat.emulator;

import org.jspecify.annotations.NullMarked;
