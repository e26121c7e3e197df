package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The answer of {@code GET /balance}.
 *
 * @param packages what is left of each package of tokens
 */
public record Balance(@JsonProperty("balance") List<TokenPackage> packages) {
}
