/**
 * Tests of the starter over HTTP, with the emulator.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
