/**
 * The records of the v1 chat API, the values of chat options for both APIs, and the
 * metadata keys of answers.
 * <p>
 * {@link ChatCompletionRequest} and {@link ChatCompletionResponse} are the bodies of
 * {@code POST /chat/completions}, {@link ChatCompletionChunk} is one event of a stream.
 * {@link ChatApi}, {@link FunctionCallMode} and the other enums are values of
 * {@code GigaChatOptions}. {@link GigaChatMetadata} has the keys under which an answer
 * carries what Spring AI has no field for. JSON fields have the names that the service
 * gives them.
 * <p>
 * The package contains data only and must not depend on the client. Almost all packages
 * use it.
 */
@NullMarked
package io.github.gigachat.spring.ai.api.chat;

import org.jspecify.annotations.NullMarked;
