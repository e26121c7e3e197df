package io.github.gigachat.samples.gateway.access;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.gigachat.samples.gateway.GatewayProperties;
import io.github.gigachat.samples.gateway.InvalidSettingsException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Ends the start of a gateway that would be open to everyone, or would log the
 * conversations of its users. The checks take place before the server accepts
 * connections.
 */
@Component
@Lazy(false)
class StartChecks {

	private static final List<String> CONTENT_LOGS = List.of("spring.ai.gigachat.log-bodies",
			"spring.ai.chat.observations.log-prompt", "spring.ai.chat.observations.log-completion",
			"spring.http.codecs.log-request-details");

	/** The system properties of the JDK for logs of its HTTP client. */
	private static final List<String> CLIENT_LOGS = List.of("jdk.httpclient.HttpClient.log",
			"jdk.internal.httpclient.debug", "jdk.internal.httpclient.hpack.debug");

	private static final String CONNECTIONS = "spring.ai.gigachat.connections";

	private static final Pattern ORIGIN = Pattern.compile("\\*|[A-Za-z][A-Za-z0-9+.-]*://[^/?#*@\\s]+");

	StartChecks(GatewayProperties properties, ServerProperties server, Environment environment) {
		checkContentLogs(Binder.get(environment));
		CLIENT_LOGS.forEach(StartChecks::checkClientLog);
		checkAddress(properties, server.getAddress());
		properties.allowedOrigins().forEach(StartChecks::checkOrigin);
		CappedLoggers.install();
	}

	private static void checkContentLogs(Binder binder) {
		for (String property : CONTENT_LOGS) {
			if (binder.bind(property, Boolean.class).orElse(false)) {
				throw contentLog(property);
			}
		}
		binder.bind(CONNECTIONS, Bindable.mapOf(String.class, BodyLog.class))
			.orElse(Map.of())
			.forEach((name, connection) -> {
				if (Boolean.TRUE.equals(connection.logBodies())) {
					throw contentLog(CONNECTIONS + "." + name + ".log-bodies");
				}
			});
	}

	private static void checkClientLog(String property) {
		String value = System.getProperty(property);
		if (StringUtils.hasText(value) && !value.equals("false")) {
			throw new InvalidSettingsException(
					"The system property " + property
							+ " makes the JDK log requests to GigaChat, and a gateway does not log those of its users.",
					"Start Java without -D" + property + ".");
		}
	}

	private static InvalidSettingsException contentLog(String property) {
		return new InvalidSettingsException(
				"The property " + property + " is true, and a gateway does not log the conversations of its users.",
				"Remove the property " + property + ".");
	}

	private static void checkAddress(GatewayProperties properties, @Nullable InetAddress address) {
		if (!properties.keys().isEmpty() || (address != null && address.isLoopbackAddress())) {
			return;
		}
		String listens = (address != null) ? "The gateway listens on " + address.getHostAddress() + " (server.address)"
				: "The gateway listens on all addresses (server.address is empty)";
		throw new InvalidSettingsException(
				listens + ", where other machines can reach it, and it has no key: everyone could use it.",
				"Make a key and set its hash:\n" + KeyInstructions.COMMANDS
						+ "\nOr set server.address=127.0.0.1, to serve this machine only.");
	}

	private static void checkOrigin(String origin) {
		if (!ORIGIN.matcher(origin).matches()) {
			throw new InvalidSettingsException(
					"The property gigachat.gateway.allowed-origins contains '" + origin + "', which is not an origin.",
					"Set origins without a path, https://chat.example.com or http://localhost:3000 for example. Only a"
							+ " lone * is a wildcard, for all origins.");
		}
	}

	/**
	 * The part of a connection's properties that is checked.
	 *
	 * @param logBodies whether the connection logs conversations
	 */
	record BodyLog(@Nullable Boolean logBodies) {
	}

}
