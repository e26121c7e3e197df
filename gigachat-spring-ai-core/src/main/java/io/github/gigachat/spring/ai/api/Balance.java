package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The response of {@code GET /balance}.
 *
 * @param packages the token packages with their remaining tokens
 */
public record Balance(@JsonProperty("balance") List<TokenPackage> packages) {

	/**
	 * The remaining tokens of a token package.
	 *
	 * @param usage the purpose of the package, most often a model's name
	 * @param value the number of remaining tokens; the service may send a fraction
	 */
	public record TokenPackage(@JsonProperty("usage") String usage, @JsonProperty("value") double value) {
	}

}
