/**
 * Converts answers of the service to Spring AI's {@code ChatResponse}: whole bodies and
 * streamed events of v1 and v2. Also reads the tags of generated files in the text of
 * answers, and sets the ids of tool calls.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.answer;

import org.jspecify.annotations.NullMarked;
