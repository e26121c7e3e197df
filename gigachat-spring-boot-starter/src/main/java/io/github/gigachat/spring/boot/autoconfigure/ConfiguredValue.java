package io.github.gigachat.spring.boot.autoconfigure;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

/**
 * Sets the value of a property on a builder. A value that the builder refuses is reported
 * with the name of the property.
 */
final class ConfiguredValue {

	private ConfiguredValue() {
	}

	/**
	 * Sets a value, if there is one.
	 * @param property the full name of the property
	 * @param value the value, or {@code null} to keep the builder's default
	 * @param setter the setter of the builder
	 * @throws InvalidConfigurationPropertyValueException if the setter refuses the value
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
