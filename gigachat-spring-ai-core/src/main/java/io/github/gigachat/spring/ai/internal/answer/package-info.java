/**
 * Converts answers of the service to Spring AI's {@code ChatResponse}.
 * <p>
 * {@code ChatStreamReader} and {@code ChatV2StreamReader} read the events of a stream.
 * {@code V1TurnAssembler} and {@code V2TurnAssembler} collect what must be delivered as a
 * whole, such as a function call. {@code ResponseMapper} and {@code ChatV2ResponseMapper}
 * convert events and whole bodies to a {@code ModelChunk}, which no longer depends on the
 * version of the API, and {@code AnswerMapper} makes the {@code ChatResponse} of it.
 * {@code TaggedText} removes the tags of generated files from the text.
 * <p>
 * The package uses the names and ids that {@code internal.flatten} gave to the request.
 * It must not depend on {@code GigaChatApi} or the models.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.answer;

import org.jspecify.annotations.NullMarked;
