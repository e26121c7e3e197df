package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.spring.ai.auth.InvalidAuthorizationKeyException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Words why a bean could not be made, without the value of any property: it may be a
 * secret.
 */
final class ConfigurationFailure {

	private ConfigurationFailure() {
	}

	static String describe(Throwable failure) {
		Throwable root = failure;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			String words = words(cause);
			if (words != null) {
				return words;
			}
			root = cause;
		}
		return root.getClass().getName();
	}

	private static @Nullable String words(Throwable failure) {
		if (failure instanceof InvalidGigaChatConfigurationException
				|| failure instanceof InvalidAuthorizationKeyException) {
			return failure.getMessage();
		}
		if (failure instanceof InvalidConfigurationPropertyValueException invalid) {
			return "The value of " + invalid.getName() + " is not valid. " + invalid.getReason();
		}
		return (failure instanceof BindException unbound) ? "The value of " + unbound.getName() + " cannot be bound."
				: null;
	}

}
