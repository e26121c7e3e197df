package io.github.gigachat.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.gigachat.spring.boot.GigaChatProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The values of the secrets that an application was configured with, whether or not they
 * are used.
 */
final class ConfiguredSecrets {

	private static final List<String> NAMES = List.of("api-key", "client-secret", "password", "access-token");

	/** Long enough for one answer, which asks for each property in turn. */
	private static final Duration KEPT_FOR = Duration.ofSeconds(1);

	private final Environment environment;

	private final ObjectProvider<GigaChatProperties> properties;

	private volatile @Nullable Found last;

	ConfiguredSecrets(Environment environment, ObjectProvider<GigaChatProperties> properties) {
		this.environment = environment;
		this.properties = properties;
	}

	/**
	 * The values; none is blank.
	 */
	Set<String> values() {
		Found found = this.last;
		if (found == null || System.nanoTime() - found.atNanos > KEPT_FOR.toNanos()) {
			found = new Found(Stream.concat(ofEnvironment(), ofBeans())
				.filter(Objects::nonNull)
				.map(String::strip)
				.filter((secret) -> !secret.isEmpty())
				.collect(Collectors.toUnmodifiableSet()), System.nanoTime());
			this.last = found;
		}
		return found.values;
	}

	private Stream<@Nullable String> ofEnvironment() {
		Binder binder = Binder.get(this.environment);
		List<@Nullable String> values = new ArrayList<>();
		NAMES.forEach((name) -> values.add(bound(binder, name, Bindable.of(String.class))));
		Map<String, String> headers = bound(binder, "headers", Bindable.mapOf(String.class, String.class));
		if (headers != null) {
			values.addAll(headers.values());
		}
		return values.stream();
	}

	private static <T> @Nullable T bound(Binder binder, String name, Bindable<T> type) {
		try {
			return binder.bind(GigaChatProperties.CONFIG_PREFIX + "." + name, type).orElse(null);
		}
		catch (BindException ex) {
			// what cannot be read is masked by its name all the same
			return null;
		}
	}

	private Stream<@Nullable String> ofBeans() {
		try {
			// all of them, those that nothing is injected with too
			return this.properties.stream(ObjectProvider.UNFILTERED, false)
				.toList()
				.stream()
				.flatMap(ConfiguredSecrets::secrets);
		}
		catch (BeansException ex) {
			// properties that cannot be bound hold nothing that the environment does not
			return Stream.empty();
		}
	}

	private static Stream<@Nullable String> secrets(GigaChatProperties properties) {
		Stream<@Nullable String> named = Stream.of(properties.getApiKey(), properties.getClientSecret(),
				properties.getPassword(), properties.getAccessToken());
		return Stream.concat(named, properties.getHeaders().values().stream());
	}

	/**
	 * What was found at a time.
	 */
	private record Found(Set<String> values, long atNanos) {

		@Override
		public String toString() {
			return "Found";
		}

	}

}
