/**
 * Tests of the Actuator integration over HTTP, with the emulator.
 */
@NullMarked
package io.github.gigachat.spring.boot.actuate;

import org.jspecify.annotations.NullMarked;
