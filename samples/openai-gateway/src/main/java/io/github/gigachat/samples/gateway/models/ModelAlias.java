package io.github.gigachat.samples.gateway.models;

import java.util.List;

import io.github.gigachat.samples.gateway.NamePattern;
import io.github.gigachat.spring.ai.GigaChatOptions;
import org.jspecify.annotations.Nullable;

/**
 * Another name of a model, after the aliases that it refers to.
 *
 * @param pattern the name
 * @param names the name, and those of the aliases that it refers to
 * @param model the name of the model
 * @param upstream the name of the connection, or {@code null} for the one that has the
 * model
 * @param options the options of requests for this name
 */
record ModelAlias(NamePattern pattern, List<String> names, String model, @Nullable String upstream,
		GigaChatOptions options) {

	/** Returns the name. */
	String name() {
		return this.pattern.text();
	}

	/** Returns whether the name is a pattern of names. */
	boolean isPattern() {
		return NamePattern.isPattern(name());
	}

}
