package io.github.gigachat.samples.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

import io.github.gigachat.samples.gateway.GatewayProperties;
import io.github.gigachat.samples.gateway.InvalidSettingsException;
import io.github.gigachat.spring.boot.GigaChatConnections;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The keys of the gateway.
 */
@Component
class GatewayKeys {

	private final List<GatewayKey> keys = new ArrayList<>();

	GatewayKeys(GatewayProperties properties, GigaChatConnections connections) {
		properties.keys().forEach((name, key) -> {
			add(KeyReader.read(name, key));
			for (String upstream : key.upstreams()) {
				checkUpstream(name, upstream, connections);
			}
		});
	}

	private void add(GatewayKey key) {
		GatewayKey same = find(key.hash());
		if (same != null) {
			throw new InvalidSettingsException(
					"The properties " + KeyReader.KEYS + "." + same.id() + ".sha256 and " + KeyReader.KEYS + "."
							+ key.id() + ".sha256 are equal, so a client cannot be identified.",
					"Make a key for each of them, or remove one.");
		}
		this.keys.add(key);
	}

	private static void checkUpstream(String name, String upstream, GigaChatConnections connections) {
		if (!connections.names().contains(upstream)) {
			throw new InvalidSettingsException(
					"The property " + KeyReader.KEYS + "." + name + ".upstreams contains '" + upstream
							+ "', and there is no such connection.",
					"Set names of connections: " + String.join(", ", connections.names()) + ".");
		}
	}

	boolean isEmpty() {
		return this.keys.isEmpty();
	}

	/** Finds the key that a client sent. */
	@Nullable GatewayKey find(String given) {
		// the characters of a header are the bytes that were sent
		return find(sha256(given.getBytes(StandardCharsets.ISO_8859_1)));
	}

	/**
	 * Compares with all keys, so that the time does not depend on the one that is found.
	 */
	private @Nullable GatewayKey find(byte[] hash) {
		GatewayKey found = null;
		for (GatewayKey key : this.keys) {
			if (MessageDigest.isEqual(key.hash(), hash)) {
				found = key;
			}
		}
		return found;
	}

	private static byte[] sha256(byte[] bytes) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(bytes);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
