package io.github.gigachat.samples.gateway.models;

import java.util.List;

import io.github.gigachat.samples.gateway.access.Caller;
import io.github.gigachat.spring.ai.GigaChatOptions;

/**
 * A model that a name may stand for.
 *
 * @param upstream its connection
 * @param model its own name
 * @param asked the name that was asked for, without a prefix that was ignored
 * @param names the configured names under which it was found
 * @param options the options of the alias; empty if the name is no alias
 * @param unknown whether the list of the connection has no such model, and no alias names
 * it
 */
record ModelTarget(UpstreamModels upstream, String model, String asked, List<String> names, GigaChatOptions options,
		boolean unknown) {

	/** Returns whether a client may use the model. */
	boolean isFor(Caller caller) {
		return caller.mayUse(this.upstream.name(), this.asked, this.names);
	}

}
