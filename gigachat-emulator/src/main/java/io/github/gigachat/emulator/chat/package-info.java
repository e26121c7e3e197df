/**
 * Chat completions in the form of v1: the answers, their token counts and the generated
 * values of unscripted answers.
 * <p>
 * Implementation of the emulator, not for users.
 */
@NullMarked
package io.github.gigachat.emulator.chat;

import org.jspecify.annotations.NullMarked;
