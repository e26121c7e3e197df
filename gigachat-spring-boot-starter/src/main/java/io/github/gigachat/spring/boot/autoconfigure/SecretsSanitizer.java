package io.github.gigachat.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.gigachat.spring.boot.GigaChatConnectionProperties;
import io.github.gigachat.spring.boot.GigaChatProperties;
import io.github.gigachat.spring.boot.autoconfigure.connections.ConnectionNames;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Masks GigaChat's secrets in Actuator's {@code env} and {@code configprops}, even if the
 * application shows all values. A property is masked by its name, in any spelling. The
 * configured values are masked wherever they occur, such as in a variable that a property
 * refers to or on the command line, whether or not this provider is in use.
 */
final class SecretsSanitizer implements SanitizingFunction {

	private static final List<String> NAMES = List.of("api-key", "client-secret", "password", "access-token");

	private static final String HEADERS = "headers";

	/** A shorter secret would be found in unrelated words. */
	private static final int MIN_LENGTH_WITHIN = 6;

	/** Long enough for one response, which sanitizes each property in turn. */
	private static final Duration KEPT_FOR = Duration.ofSeconds(1);

	private final Environment environment;

	private final ObjectProvider<GigaChatProperties> properties;

	private volatile @Nullable Found last;

	SecretsSanitizer(Environment environment, ObjectProvider<GigaChatProperties> properties) {
		this.environment = environment;
		this.properties = properties;
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		Object value = data.getValue();
		if (value == null) {
			return data;
		}
		boolean secret = isSecret(plain(data.getKey())) || containsSecret(value.toString());
		return secret ? data.withSanitizedValue() : data;
	}

	private static boolean isSecret(String key) {
		String prefix = plain(GigaChatProperties.CONFIG_PREFIX);
		return key.startsWith(prefix + HEADERS)
				|| NAMES.stream().map((name) -> prefix + plain(name)).anyMatch(key::equals)
				|| (key.startsWith(plain(GigaChatConnectionProperties.CONNECTIONS_PREFIX))
						&& isSecretOfConnection(key));
	}

	/**
	 * Masks too much rather than too little, because the name of the connection is open.
	 */
	private static boolean isSecretOfConnection(String key) {
		return key.contains(HEADERS) || NAMES.stream().map(SecretsSanitizer::plain).anyMatch(key::endsWith);
	}

	/** Reduces a name to letters and digits, which all its spellings share. */
	private static String plain(String key) {
		return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

	private boolean containsSecret(String value) {
		return secrets().stream()
			.anyMatch((secret) -> value.equals(secret)
					|| (secret.length() >= MIN_LENGTH_WITHIN && value.contains(secret)));
	}

	private Set<String> secrets() {
		Found found = this.last;
		if (found == null || System.nanoTime() - found.atNanos > KEPT_FOR.toNanos()) {
			found = new Found(new HashSet<>(), System.nanoTime());
			addFromEnvironment(found);
			addFromBeans(found);
			this.last = found;
		}
		return found.secrets;
	}

	private void addFromEnvironment(Found found) {
		Binder binder = Binder.get(this.environment);
		add(found, binder, ConfigurationPropertyName.of(GigaChatProperties.CONFIG_PREFIX));
		ConnectionNames.find(this.environment).forEach((connection) -> add(found, binder, connection));
	}

	private static void add(Found found, Binder binder, ConfigurationPropertyName prefix) {
		NAMES.forEach((name) -> found.add(bound(binder, prefix.append(name), Bindable.of(String.class))));
		Map<String, String> headers = bound(binder, prefix.append(HEADERS), Bindable.mapOf(String.class, String.class));
		if (headers != null) {
			headers.values().forEach(found::add);
		}
	}

	private static <T> @Nullable T bound(Binder binder, ConfigurationPropertyName name, Bindable<T> type) {
		try {
			return binder.bind(name, type).orElse(null);
		}
		catch (BindException ex) {
			// a value that cannot be read is still masked by the property's name
			return null;
		}
	}

	private void addFromBeans(Found found) {
		try {
			// unfiltered: beans that are no injection candidates hold secrets, too
			this.properties.stream(ObjectProvider.UNFILTERED, false).forEach((bean) -> {
				found.add(bean.getApiKey());
				found.add(bean.getClientSecret());
				found.add(bean.getPassword());
				found.add(bean.getAccessToken());
				bean.getHeaders().values().forEach(found::add);
			});
		}
		catch (BeansException ex) {
			// properties that cannot be bound hold nothing beyond the environment
		}
	}

	/**
	 * The secrets that were configured at a time.
	 */
	private record Found(Set<String> secrets, long atNanos) {

		void add(@Nullable String secret) {
			if (StringUtils.hasText(secret)) {
				this.secrets.add(secret.strip());
			}
		}

		@Override
		public String toString() {
			return "Found";
		}

	}

}
