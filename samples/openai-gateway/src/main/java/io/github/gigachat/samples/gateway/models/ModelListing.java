package io.github.gigachat.samples.gateway.models;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.gigachat.samples.gateway.access.Caller;
import io.github.gigachat.spring.ai.api.ModelInfo;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * The models that clients see: those in the last lists of the connections, with the
 * suffixes of the connections, and the aliases of those models.
 */
@Component
public class ModelListing {

	private final Upstreams upstreams;

	private final ModelAliases aliases;

	private final ModelResolver resolver;

	ModelListing(Upstreams upstreams, ModelAliases aliases, ModelResolver resolver) {
		this.upstreams = upstreams;
		this.aliases = aliases;
		this.resolver = resolver;
	}

	/**
	 * Waits until there is a list of models of any connection.
	 * @return the end of the waiting; the first failure if all connections fail
	 */
	public Mono<Void> available() {
		return this.upstreams.available();
	}

	/**
	 * Returns the age of the oldest list.
	 * @return the age in seconds
	 */
	public long age() {
		return this.upstreams.age();
	}

	/**
	 * Returns the models and aliases that a client may use, without patterns.
	 * @param caller the client
	 * @return the models in the order of the connections, then the aliases
	 */
	public Collection<ListedModel> visible(Caller caller) {
		Map<String, ListedModel> visible = new LinkedHashMap<>();
		for (UpstreamModels upstream : this.upstreams.all()) {
			KnownModels known = upstream.known();
			for (ModelInfo model : (known != null) ? known.all() : List.<ModelInfo>of()) {
				String id = upstream.publicName(model.id());
				if (caller.mayUse(upstream.name(), id, List.of(id, model.id()))) {
					visible.putIfAbsent(id, new ListedModel(id, model.ownedBy()));
				}
			}
		}
		for (ModelAlias alias : this.aliases.names()) {
			ListedModel model = find(alias.name(), caller);
			if (model != null) {
				visible.putIfAbsent(alias.name(), model);
			}
		}
		return visible.values();
	}

	/**
	 * Returns the model that a request for a name would use.
	 * @param name the name
	 * @param caller the client
	 * @return the model under that name, or {@code null} if no list has it or the client
	 * may not use it
	 */
	public @Nullable ListedModel find(String name, Caller caller) {
		for (ModelTarget target : this.resolver.resolve(name)) {
			ModelInfo info = target.isFor(caller) ? target.upstream().info(target.model()) : null;
			if (info != null) {
				return new ListedModel(name, info.ownedBy());
			}
		}
		return null;
	}

}
