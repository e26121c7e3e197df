/**
 * Translates a Spring AI prompt into a conversation that the service accepts.
 * <p>
 * {@code MessageFlattener} converts messages and tools to a
 * {@code FlattenedConversation}. {@code ConversationWriter} puts the messages into the
 * required order, with one function call per message; {@code FunctionNames} and
 * {@code StateId} map names and ids, and can map them back; {@code ChangeCounter} counts
 * what was changed. {@code ChatV2Messages} writes the same conversation for v2.
 * {@code AnswerContext} tells {@code internal.answer} how to read the answer to the
 * request.
 * <p>
 * The package performs no input or output, and must not depend on the client or the
 * transport.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.flatten;

import org.jspecify.annotations.NullMarked;
