package io.github.gigachat.samples.gateway.access;

import java.util.HexFormat;
import java.util.regex.Pattern;

import io.github.bucket4j.TimeMeter;
import io.github.gigachat.samples.gateway.GatewayProperties;
import io.github.gigachat.samples.gateway.InvalidSettingsException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of the configuration. A failure names the property and never shows the
 * value, which may be a plain key.
 */
final class KeyReader {

	static final String KEYS = "gigachat.gateway.keys";

	private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

	/** The hash of an empty text, which a command prints if its variable is not set. */
	private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

	private KeyReader() {
	}

	static GatewayKey read(String name, GatewayProperties.Key key) {
		if (name.isBlank()) {
			throw new InvalidSettingsException("A key below " + KEYS + " has a blank name.",
					"Name the key after its client, " + KEYS + ".ide.sha256 for example.");
		}
		String property = KEYS + "." + name;
		return new GatewayKey(name, hash(property + ".sha256", key.sha256()),
				new Permissions(key.models(), key.upstreams()),
				new KeyLimits(limit(property + ".requests-per-minute", key.requestsPerMinute()),
						limit(property + ".tokens-per-minute", key.tokensPerMinute()),
						limit(property + ".max-concurrent-requests", key.maxConcurrentRequests()),
						TimeMeter.SYSTEM_NANOTIME));
	}

	private static byte[] hash(String property, @Nullable String value) {
		if (value == null || !HASH.matcher(value).matches()) {
			throw new InvalidSettingsException(
					"The property " + property + " "
							+ ((value == null) ? "is missing." : "is not a SHA-256 hash of 64 hexadecimal digits."),
					"Do not configure the key itself. Make a key and set its hash:\n" + KeyInstructions.COMMANDS);
		}
		if (value.equalsIgnoreCase(NOTHING)) {
			throw new InvalidSettingsException("The property " + property + " is the hash of an empty key.",
					"Make a key and set its hash:\n" + KeyInstructions.COMMANDS);
		}
		return HexFormat.of().parseHex(value);
	}

	private static @Nullable Integer limit(String property, @Nullable Integer limit) {
		if (limit != null && limit < 1) {
			throw new InvalidSettingsException("The property " + property + " is " + limit + ".",
					"Set a number of at least 1, or remove the property for no limit.");
		}
		return limit;
	}

}
