package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What is left of a package of tokens.
 *
 * @param usage what the package is for, most often a model's name
 * @param value how many tokens are left; the service may say it with a fraction
 */
public record TokenPackage(@JsonProperty("usage") String usage, @JsonProperty("value") double value) {
}
