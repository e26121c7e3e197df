/**
 * The certificates of an emulator with TLS, created at its start.
 * <p>
 * Implementation of the emulator, not for users.
 */
@NullMarked
package io.github.gigachat.emulator.tls;

import org.jspecify.annotations.NullMarked;
