/**
 * Chat completions: unscripted answers, and the form of v1.
 * <p>
 * {@code Completion} is an answer to a request, independent of the version of the API.
 * {@code DefaultAnswer} creates the content of an answer without a script, with values
 * generated from schemas where the request asks for them. {@code ChatRenderer} writes a
 * completion in the form of v1, whole or as a stream. {@code TokenEstimate} counts
 * tokens, and {@code PlannedCalls} remembers the calls of a state id.
 * <p>
 * The package uses {@code script} and {@code rules}; {@code endpoints} and
 * {@code chat.v2} use it. Implementation of the emulator, not for users.
 */
@NullMarked
package io.github.gigachat.emulator.chat;

import org.jspecify.annotations.NullMarked;
