/**
 * Chat completions in the form of v2.
 * <p>
 * {@code ChatRendererV2} writes a {@code Completion} as a whole or as the named events of
 * a stream. {@code ConversationThread} has the ids of a stored conversation; the emulator
 * returns them and stores nothing.
 * <p>
 * The package uses {@code chat}; only {@code endpoints} uses it. Implementation of the
 * emulator, not for users.
 */
@NullMarked
package io.github.gigachat.emulator.chat.v2;

import org.jspecify.annotations.NullMarked;
