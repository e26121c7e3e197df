package io.github.gigachat.samples.gateway.models;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.gigachat.samples.gateway.GatewayProperties;
import io.github.gigachat.samples.gateway.InvalidSettingsException;
import io.github.gigachat.samples.gateway.GatewayProperties.Model;

import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * The properties of models that the service does not state.
 */
@Component
class ModelProfiles {

	private static final List<Model> BUILT_IN = List.of(new Model("GigaChat-2-Reasoning", true, null),
			new Model("GigaChat-3.5-Ultra-Reasoning", true, null));

	private final Map<String, Model> profiles = new HashMap<>();

	/**
	 * Creates the profiles.
	 * @throws InvalidSettingsException if the properties of a model are wrong
	 */
	ModelProfiles(GatewayProperties properties) {
		for (int i = 0; i < properties.models().size(); i++) {
			add(properties.models().get(i), "gigachat.gateway.models[" + i + "]");
		}
		BUILT_IN.forEach((model) -> this.profiles.putIfAbsent(key(model.name()), model));
	}

	private void add(Model model, String property) {
		if (!StringUtils.hasText(model.name())) {
			throw InvalidSettingsException.of(property + ".name", "the name is missing or blank",
					"Set the name of the model, as GET /v1/models lists it");
		}
		if (model.maxTokens() != null && model.maxTokens() < 1) {
			throw InvalidSettingsException.of(property + ".max-tokens", "the number is less than 1",
					"Set the maximum number of tokens in an answer, or remove the property");
		}
		if (this.profiles.put(key(model.name()), model) != null) {
			throw InvalidSettingsException.of(property + ".name",
					"the name '" + model.name() + "' is that of another entry, too", "Remove one of the two");
		}
	}

	/** Returns the properties of a model, by its own name in either case. */
	Model of(String model) {
		Model profile = this.profiles.get(key(model));
		return (profile != null) ? profile : new Model(model, false, null);
	}

	private static String key(String name) {
		return name.toLowerCase(Locale.ROOT);
	}

}
