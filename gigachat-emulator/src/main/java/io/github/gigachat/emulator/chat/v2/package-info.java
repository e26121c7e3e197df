/**
 * Chat completions in the form of v2.
 * <p>
 * Implementation of the emulator, not for users.
 */
@NullMarked
package io.github.gigachat.emulator.chat.v2;

import org.jspecify.annotations.NullMarked;
