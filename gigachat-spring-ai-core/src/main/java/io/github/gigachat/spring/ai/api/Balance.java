package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The answer of {@code GET /balance}.
 *
 * @param packages what is left of each package of tokens
 */
public record Balance(@JsonProperty("balance") List<TokenPackage> packages) {

	/**
	 * What is left of a package of tokens.
	 *
	 * @param usage what the package is for, most often a model's name
	 * @param value how many tokens are left; the service may say it with a fraction
	 */
	public record TokenPackage(@JsonProperty("usage") String usage, @JsonProperty("value") double value) {
	}

}
