package io.github.gigachat.spring.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the tables of the documentation list the existing properties.
 */
class ConfigurationPageTests {

	private static final Pattern ROW = Pattern
		.compile("^\\| `(spring\\.ai\\.gigachat\\.[^`]+)` \\| ([^|]+) \\| .{10,} \\|$", Pattern.MULTILINE);

	@Test
	void thePageListsExactlyThePropertiesOfTheMetadataWithTheirDefaults() throws IOException {
		Map<String, String> documented = new LinkedHashMap<>();
		Matcher row = ROW.matcher(Files.readString(root().resolve("docs/configuration.md")));
		while (row.find()) {
			assertThat(documented.put(row.group(1), row.group(2).strip())).as("documented twice: " + row.group(1))
				.isNull();
		}
		Map<String, String> existing = new LinkedHashMap<>();
		ConfigurationMetadata.load()
			.properties()
			.forEach((name, property) -> existing.put(name.matches(".*\\.(headers|connections)") ? name + ".*" : name,
					cell(ConfigurationMetadata.defaultOf(property))));
		assertThat(documented).containsExactlyInAnyOrderEntriesOf(existing);
	}

	private static String cell(String defaultValue) {
		return defaultValue.isEmpty() ? "–" : "`" + defaultValue + "`";
	}

	private static Path root() {
		String root = System.getProperty("gigachat.root", "");
		return root.isEmpty() ? Path.of("..") : Path.of(root);
	}

}
