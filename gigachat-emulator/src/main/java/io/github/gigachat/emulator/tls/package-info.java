/**
 * The certificates of an emulator that speaks TLS, made at its start.
 */
@NullMarked
package io.github.gigachat.emulator.tls;

import org.jspecify.annotations.NullMarked;
