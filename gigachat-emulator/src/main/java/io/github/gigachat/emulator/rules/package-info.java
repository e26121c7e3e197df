/**
 * The rules by which the service refuses requests, in its own words.
 * <p>
 * Implementation of the emulator, not for users.
 */
@NullMarked
package io.github.gigachat.emulator.rules;

import org.jspecify.annotations.NullMarked;
