/**
 * Tests of what Actuator shows, over HTTP against the emulator.
 */
@NullMarked
package io.github.gigachat.spring.boot.actuate;

import org.jspecify.annotations.NullMarked;
