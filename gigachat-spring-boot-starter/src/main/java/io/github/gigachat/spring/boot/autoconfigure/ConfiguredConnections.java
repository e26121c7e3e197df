package io.github.gigachat.spring.boot.autoconfigure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.boot.GigaChatConnections;
import io.github.gigachat.spring.boot.autoconfigure.connections.ConnectionProperties;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.DisposableBean;

/**
 * The connections that the properties configure.
 */
final class ConfiguredConnections implements GigaChatConnections, DisposableBean {

	private static final Log logger = LogFactory.getLog(ConfiguredConnections.class);

	private final DefaultConnection defaults;

	private final Map<String, NamedConnection> named = new LinkedHashMap<>();

	private final Set<String> names = new LinkedHashSet<>();

	/**
	 * Creates the connections. If one of them fails, those before it are closed.
	 * @param defaults the default connection
	 * @param properties the properties of the other connections
	 * @param factory creates a connection
	 */
	ConfiguredConnections(DefaultConnection defaults, List<ConnectionProperties> properties,
			Function<ConnectionProperties, NamedConnection> factory) {
		this.defaults = defaults;
		this.names.add(DEFAULT);
		try {
			for (ConnectionProperties each : properties) {
				this.named.put(each.name(), factory.apply(each));
				this.names.add(each.name());
			}
		}
		catch (RuntimeException ex) {
			destroy();
			throw ex;
		}
	}

	@Override
	public Set<String> names() {
		return Collections.unmodifiableSet(this.names);
	}

	@Override
	public GigaChatApi api(String name) {
		return DEFAULT.equals(name) ? this.defaults.api() : named(name).api();
	}

	@Override
	public GigaChatModel chatModel(String name) {
		return DEFAULT.equals(name) ? this.defaults.chatModel() : named(name).chatModel();
	}

	@Override
	public GigaChatEmbeddingModel embeddingModel(String name) {
		return DEFAULT.equals(name) ? this.defaults.embeddingModel() : named(name).embeddingModel();
	}

	private NamedConnection named(String name) {
		NamedConnection connection = this.named.get(name);
		if (connection == null) {
			throw new IllegalArgumentException(
					"GigaChat has no connection '" + name + "'; known connections: " + String.join(", ", this.names)
							+ ". Others are configured by spring.ai.gigachat.connections.<name>.*");
		}
		return connection;
	}

	@Override
	public void destroy() {
		this.named.forEach((name, connection) -> {
			try {
				connection.close();
			}
			catch (RuntimeException ex) {
				logger.warn("The GigaChat connection '" + name + "' could not be closed", ex);
			}
		});
	}

}
