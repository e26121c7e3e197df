package io.github.gigachat.samples.gateway.models;

import io.github.gigachat.spring.ai.GigaChatOptions;
import org.jspecify.annotations.Nullable;

/**
 * The way from the name of a model in a request to a model of a connection.
 *
 * @param asked the name in the request; answers repeat it
 * @param upstream the name of the connection
 * @param model the name of the model, as the service has it
 * @param options the options of the alias; those of a request precede them
 * @param reasoning whether the model takes a reasoning effort
 * @param maxTokens the maximum number of tokens in an answer, or {@code null} if it is
 * not known
 */
public record ModelRoute(String asked, String upstream, String model, GigaChatOptions options, boolean reasoning,
		@Nullable Integer maxTokens) {
}
