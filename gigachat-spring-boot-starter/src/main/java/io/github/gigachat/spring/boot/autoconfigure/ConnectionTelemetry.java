package io.github.gigachat.spring.boot.autoconfigure;

import java.util.List;

import io.github.gigachat.spring.boot.GigaChatConnections;
import io.github.gigachat.spring.boot.autoconfigure.connections.ConnectionNames;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;

/**
 * The registries of a connection's observations and meters. If there are named
 * connections, all of them have a tag with the name of the connection, those of the
 * default connection as well, so that all meters with a name have the same tags.
 *
 * @param observations the registry of observations
 * @param meters the registry of meters, or {@code null} if there is none
 * @param connection the value of the tag, or {@code null} for no tag
 */
record ConnectionTelemetry(ObservationRegistry observations, @Nullable MeterRegistry meters,
		@Nullable String connection) {

	private static final String TAG = "gigachat.connection";

	static ConnectionTelemetry of(String connection, ObjectProvider<ObservationRegistry> observations,
			ObjectProvider<MeterRegistry> meters) {
		return create(connection, observations, meters);
	}

	/**
	 * Returns the registries of the default connection.
	 */
	static ConnectionTelemetry ofDefault(Environment environment, ObjectProvider<ObservationRegistry> observations,
			ObjectProvider<MeterRegistry> meters) {
		return create(ConnectionNames.any(environment) ? GigaChatConnections.DEFAULT : null, observations, meters);
	}

	private static ConnectionTelemetry create(@Nullable String connection,
			ObjectProvider<ObservationRegistry> observations, ObjectProvider<MeterRegistry> meters) {
		return new ConnectionTelemetry(observations.getIfUnique(() -> ObservationRegistry.NOOP), meters.getIfUnique(),
				connection);
	}

	List<Tag> meterTags() {
		return (this.connection != null) ? List.of(Tag.of(TAG, this.connection)) : List.of();
	}

	List<KeyValue> observationTags() {
		return (this.connection != null) ? List.of(KeyValue.of(TAG, this.connection)) : List.of();
	}

}
