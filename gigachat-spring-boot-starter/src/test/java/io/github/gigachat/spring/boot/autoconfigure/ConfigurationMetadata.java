package io.github.gigachat.spring.boot.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.github.gigachat.spring.boot.GigaChatProperties;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The configuration metadata of the starter, as the build made it.
 */
public final class ConfigurationMetadata {

	private final JsonNode root;

	private ConfigurationMetadata(JsonNode root) {
		this.root = root;
	}

	public static ConfigurationMetadata load() throws IOException {
		// the class path has other files of that name
		Path classes = Path
			.of(URI.create(GigaChatProperties.class.getProtectionDomain().getCodeSource().getLocation().toString()));
		Path file = classes.resolve("META-INF/spring-configuration-metadata.json");
		return new ConfigurationMetadata(JsonMapper.shared().readTree(Files.readString(file)));
	}

	/**
	 * This provider's own properties by name, without the switches of Actuator's parts.
	 */
	public Map<String, JsonNode> properties() {
		Map<String, JsonNode> properties = new TreeMap<>();
		for (JsonNode property : this.root.path("properties")) {
			String name = property.path("name").asString();
			if (name.startsWith(GigaChatProperties.CONFIG_PREFIX + ".")) {
				properties.put(name, property);
			}
		}
		return properties;
	}

	/**
	 * The hints by the name of their property.
	 */
	Map<String, JsonNode> hints() {
		Map<String, JsonNode> hints = new TreeMap<>();
		this.root.path("hints").forEach((hint) -> hints.put(hint.path("name").asString(), hint));
		return hints;
	}

	/**
	 * A property's default as text, empty when it has none.
	 */
	static String defaultOf(JsonNode property) {
		return property.has("defaultValue") ? property.path("defaultValue").asString() : "";
	}

	/**
	 * An enumeration's value as it is written in configuration.
	 */
	static String word(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
