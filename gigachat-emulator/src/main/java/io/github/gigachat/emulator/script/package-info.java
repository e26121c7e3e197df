/**
 * The scripted answers: their content, the rules that select them, and the HTTP replies
 * that they become.
 * <p>
 * Implementation of the emulator, not for users.
 */
@NullMarked
package io.github.gigachat.emulator.script;

import org.jspecify.annotations.NullMarked;
