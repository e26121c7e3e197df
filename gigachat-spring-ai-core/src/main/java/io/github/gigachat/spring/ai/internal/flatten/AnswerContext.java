package io.github.gigachat.spring.ai.internal.flatten;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The properties of a request that decide how its answer is read.
 *
 * @param names the names of functions on the wire
 * @param wrapped the functions whose arguments hold the tool's input in one property
 * @param outputFunction the function whose arguments are the answer, or {@code null}
 * @param generatedFiles the media for files that the model generates
 * @param filesInText whether the request allowed the model to generate files that a tag
 * in the text of a v1 answer reports
 * @param stateIdsOmitted whether the request is sent without state ids, because the
 * service refused them
 */
public record AnswerContext(FunctionNames names, Set<String> wrapped, @Nullable OutputFunction outputFunction,
		GeneratedFiles generatedFiles, boolean filesInText, boolean stateIdsOmitted) {
}
