/**
 * The GigaChat models for Spring AI, with their options.
 * <p>
 * {@link GigaChatModel} answers prompts, {@link GigaChatEmbeddingModel} creates vectors
 * and {@link GigaChatImageModel} draws pictures. {@link GigaChatTools} describes tools
 * with the details that only GigaChat accepts, {@link GigaChatSessionAdvisor} keeps a
 * conversation in one session, and {@link GigaChatTokenCountEstimator} asks the service
 * for token counts.
 * <p>
 * A model merges the options of a request with its own, uploads media, has the prompt
 * flattened to the form of the service, sends it by
 * {@link io.github.gigachat.spring.ai.api.GigaChatApi} and converts the answer. No other
 * package of the core depends on this one, except for the hints of {@code aot}.
 */
@NullMarked
package io.github.gigachat.spring.ai;

import org.jspecify.annotations.NullMarked;
