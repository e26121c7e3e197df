package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.api.chat.FunctionDefinition;

/**
 * The response of {@code POST /functions/convert}.
 *
 * @param functions one function for each operation of the OpenAPI description
 */
public record ConvertedFunctions(@JsonProperty("functions") List<FunctionDefinition> functions) {
}
