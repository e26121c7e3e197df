package io.github.gigachat.spring.boot.autoconfigure;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

/**
 * Hands the value of a property to a builder, whose refusal then names the property.
 */
final class ConfiguredValue {

	private ConfiguredValue() {
	}

	/**
	 * Sets a value that is there.
	 * @param property the property's whole name
	 * @param value its value, or {@code null} for the builder's default
	 * @param setter takes the value
	 */
	static <T> void set(String property, @Nullable T value, Consumer<T> setter) {
		if (value == null) {
			return;
		}
		try {
			setter.accept(value);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(property, value,
					StringUtils.capitalize(ex.getMessage() + "."), ex);
		}
	}

}
