package io.github.gigachat.spring.boot.autoconfigure.failure;

import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.gigachat.spring.ai.auth.InvalidAuthorizationKeyException;
import io.github.gigachat.spring.boot.GigaChatProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Names the properties of a connection in failures and log messages that name those of
 * {@code spring.ai.gigachat.*}.
 */
public final class ConnectionFailures {

	private static final Pattern PROPERTY = Pattern.compile(Pattern.quote(GigaChatProperties.CONFIG_PREFIX)
			+ "\\.((?!connections\\b)[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*)");

	private final String connection;

	private final String prefix;

	private final UnaryOperator<String> names;

	/**
	 * Creates the translation of a connection.
	 * @param connection the name of the connection
	 * @param prefix the prefix of the connection's properties
	 * @param names returns the full name of a property
	 */
	public ConnectionFailures(String connection, String prefix, UnaryOperator<String> names) {
		this.connection = connection;
		this.prefix = prefix;
		this.names = names;
	}

	/**
	 * Returns the name of the connection.
	 * @return the name
	 */
	public String connection() {
		return this.connection;
	}

	/**
	 * Returns the prefix of the connection's properties.
	 * @return the prefix, without a dot at its end
	 */
	public String prefix() {
		return this.prefix;
	}

	/**
	 * Names the connection's properties in a text.
	 * @param text the text
	 * @return the text with the full names of the connection's properties
	 */
	public String named(String text) {
		return PROPERTY.matcher(text).replaceAll((name) -> Matcher.quoteReplacement(this.names.apply(name.group(1))));
	}

	/**
	 * Names the connection and its properties in a failure.
	 * @param failure the failure
	 * @return the failure to throw, which is the given one if it is not about the
	 * configuration
	 */
	public RuntimeException named(RuntimeException failure) {
		if (failure instanceof InvalidGigaChatConfigurationException invalid) {
			return withTrace(invalid,
					failure(named(invalid.description()), named(invalid.action()), invalid.getCause()));
		}
		if (failure instanceof InvalidConfigurationPropertyValueException invalid) {
			String name = named(invalid.getName());
			String reason = Objects.requireNonNullElse(invalid.getReason(), "");
			return withTrace(invalid, new InvalidConfigurationPropertyValueException(name, invalid.getValue(),
					withConnection(named(reason), name), invalid.getCause()));
		}
		if (failure instanceof InvalidAuthorizationKeyException invalid) {
			// without the cause, which has an analysis of its own
			return withTrace(invalid, failure(
					invalid.getMessage() + ". It is the key of the connection '" + this.connection + "'.",
					"Set " + this.names.apply("api-key") + " to the authorization key of that connection's project."
							+ " If you have a client id and a client secret, set " + this.names.apply("client-id")
							+ " and " + this.names.apply("client-secret") + " instead.",
					null));
		}
		return failure;
	}

	private InvalidGigaChatConfigurationException failure(String description, String action,
			@Nullable Throwable cause) {
		return new InvalidGigaChatConfigurationException(withConnection(description, description + action), action,
				cause);
	}

	/** Adds the connection, because a value of the default connection may be at fault. */
	private String withConnection(String text, String all) {
		String names = all + text;
		return names.contains(this.prefix + ".") ? text
				: (text + " The connection '" + this.connection + "' (" + this.prefix + ".*) uses it.").strip();
	}

	private static RuntimeException withTrace(RuntimeException original, RuntimeException named) {
		named.setStackTrace(original.getStackTrace());
		return named;
	}

}
