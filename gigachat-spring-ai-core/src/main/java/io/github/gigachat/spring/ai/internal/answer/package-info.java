/**
 * Reads answers: from the events of a stream or a whole body of v1 or v2 to Spring AI's
 * {@code ChatResponse}, with the tags of generated files and the ids of tool calls.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.answer;

import org.jspecify.annotations.NullMarked;
