package io.github.gigachat.samples.gateway.models;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.gigachat.samples.gateway.GatewayProperties;
import io.github.gigachat.samples.gateway.InvalidSettingsException;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.boot.GigaChatConnections;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * The connections of the provider with their models. The first one is the default
 * connection, or the first named one if the application has no default connection.
 */
@Component
class Upstreams implements DisposableBean {

	private static final Log logger = LogFactory.getLog(Upstreams.class);

	private static final String PROPERTY = "gigachat.gateway.upstreams.";

	private final List<UpstreamModels> all = new ArrayList<>();

	/** Threads for the lists: a silent service shall not hold those of chats. */
	private final Scheduler scheduler;

	/**
	 * Creates the upstreams. Requests nothing.
	 * @throws InvalidSettingsException if the settings name an unknown connection or
	 * repeat a suffix
	 */
	Upstreams(GatewayProperties properties, GigaChatConnections connections) {
		checkNames(properties.upstreams().keySet(), connections.names());
		checkSuffixes(properties.upstreams());
		this.scheduler = Schedulers.newBoundedElastic(connections.names().size(), Integer.MAX_VALUE, "models", 60,
				true);
		for (String name : connections.names()) {
			GigaChatApi api = api(connections, name);
			if (api != null) {
				GatewayProperties.Upstream settings = properties.upstreams().get(name);
				String suffix = (settings != null) ? settings.suffix() : null;
				this.all.add(new UpstreamModels(name, (suffix != null) ? suffix.strip() : "", api, this.scheduler));
			}
		}
		if (this.all.isEmpty()) {
			// fails, and tells which credentials are missing
			connections.api(GigaChatConnections.DEFAULT);
		}
	}

	private static @Nullable GigaChatApi api(GigaChatConnections connections, String name) {
		try {
			return connections.api(name);
		}
		catch (IllegalStateException ex) {
			// the application uses named connections only; without any, the start fails
			if (connections.names().size() > 1) {
				logger.warn("The connection '" + name + "' is not used: " + ex.getMessage());
			}
			return null;
		}
	}

	private static void checkNames(Set<String> configured, Set<String> known) {
		for (String name : configured) {
			if (!known.contains(name)) {
				throw InvalidSettingsException.of(PROPERTY + name, "there is no connection '" + name + "'",
						"Use one of the connections " + String.join(", ", known)
								+ ", or configure spring.ai.gigachat.connections." + name);
			}
		}
	}

	private static void checkSuffixes(Map<String, GatewayProperties.Upstream> configured) {
		Map<String, String> owners = new HashMap<>();
		configured.forEach((name, settings) -> {
			String suffix = settings.suffix();
			String owner = StringUtils.hasText(suffix)
					? owners.putIfAbsent(suffix.strip().toLowerCase(Locale.ROOT), name) : null;
			if (owner != null) {
				throw InvalidSettingsException.of(PROPERTY + name + ".suffix",
						"the suffix '" + suffix + "' is that of the connection '" + owner + "', too",
						"Give each connection a suffix of its own");
			}
		});
	}

	/** Returns all upstreams, the default one first. */
	List<UpstreamModels> all() {
		return this.all;
	}

	/** Returns an upstream, or {@code null} if there is none of that name. */
	@Nullable UpstreamModels get(String name) {
		return this.all.stream().filter((upstream) -> upstream.name().equals(name)).findFirst().orElse(null);
	}

	/**
	 * Returns the upstreams that a name belongs to which is in no list: the one with the
	 * longest suffix of the name, or else those without a suffix, the default one first.
	 */
	List<UpstreamModels> claiming(String name) {
		return this.all.stream()
			.filter((upstream) -> !upstream.suffix().isEmpty() && upstream.hasSuffix(name))
			.max(Comparator.comparingInt((upstream) -> upstream.suffix().length()))
			.map(List::of)
			.orElseGet(() -> this.all.stream()
				.filter((upstream) -> upstream.suffix().isEmpty() || upstream == this.all.get(0))
				.toList());
	}

	/**
	 * Waits until there is a list of models of any upstream.
	 * @return the end of the waiting; the first failure if all upstreams fail
	 */
	Mono<Void> available() {
		if (hasList()) {
			return Mono.empty();
		}
		return Flux.fromIterable(this.all)
			.flatMap((upstream) -> upstream.load().materialize())
			.takeUntil((end) -> hasList())
			.collectList()
			.flatMap((ends) -> hasList() ? Mono.empty()
					: Mono.error(Objects.requireNonNull(ends.get(0).getThrowable())));
	}

	private boolean hasList() {
		return this.all.stream().anyMatch((upstream) -> upstream.known() != null);
	}

	@Override
	public void destroy() {
		this.scheduler.dispose();
	}

	/** Returns the age of the oldest list in seconds. */
	long age() {
		return this.all.stream()
			.map(UpstreamModels::known)
			.filter(Objects::nonNull)
			.mapToLong(KnownModels::age)
			.max()
			.orElse(0);
	}

}
