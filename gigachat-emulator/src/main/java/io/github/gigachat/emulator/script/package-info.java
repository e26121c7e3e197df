/**
 * The scripted answers: their content, the rules that select them, and the HTTP replies
 * that they become.
 * <p>
 * {@code ChatScript} finds the rule for a chat request, and {@code AnswerSequence} its
 * next answer. {@code AnswerContent} and {@code AnswerExtras} describe the answer; a
 * {@code Reply} is the HTTP response, and {@code ErrorReplies} writes errors in the
 * format of each host. {@code TextChunker} splits a text as a stream of the service does.
 * <p>
 * The package uses only values of the root package, such as {@code ChatRequest}.
 * Implementation of the emulator, not for users.
 */
@NullMarked
package io.github.gigachat.emulator.script;

import org.jspecify.annotations.NullMarked;
