package io.github.gigachat.spring.boot.autoconfigure.credentials;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.boot.GigaChatAuthType;
import io.github.gigachat.spring.boot.GigaChatProperties;
import io.github.gigachat.spring.boot.autoconfigure.failure.InvalidGigaChatConfigurationException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Selects the credentials that the properties configure.
 */
final class CredentialsSelector {

	private static final Log logger = LogFactory.getLog(CredentialsSelector.class);

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9_.-]+)}");

	private final GigaChatProperties properties;

	private final UnaryOperator<String> naming;

	private final Map<GigaChatAuthType, List<String>> given = new EnumMap<>(GigaChatAuthType.class);

	private final List<String> blank = new ArrayList<>();

	/**
	 * Creates the selector.
	 * @param properties the properties
	 * @param naming gives the properties in log messages the names that they have in the
	 * configuration
	 */
	CredentialsSelector(GigaChatProperties properties, UnaryOperator<String> naming) {
		this.properties = properties;
		this.naming = naming;
		add(GigaChatAuthType.OAUTH, "api-key", properties.getApiKey());
		add(GigaChatAuthType.OAUTH, "client-id", properties.getClientId());
		add(GigaChatAuthType.OAUTH, "client-secret", properties.getClientSecret());
		add(GigaChatAuthType.PASSWORD, "username", properties.getUsername());
		add(GigaChatAuthType.PASSWORD, "password", properties.getPassword());
		add(GigaChatAuthType.TOKEN, "access-token", properties.getAccessToken());
	}

	private void add(GigaChatAuthType type, String name, @Nullable String value) {
		if (StringUtils.hasText(value)) {
			this.given.computeIfAbsent(type, (key) -> new ArrayList<>()).add(property(name));
		}
		else if (value != null) {
			this.blank.add(property(name));
		}
	}

	/**
	 * Selects the credentials by {@code auth-type}.
	 * @return the credentials
	 * @throws InvalidGigaChatConfigurationException if credentials are missing,
	 * incomplete or ambiguous
	 */
	GigaChatCredentials select() {
		GigaChatAuthType type = this.properties.getAuthType();
		if (type == GigaChatAuthType.AUTO) {
			return credentials(theOnlyType());
		}
		logIgnored(type);
		return credentials(type);
	}

	private GigaChatAuthType theOnlyType() {
		if (this.given.isEmpty()) {
			throw MissingCredentials.ofAnyKind(this.blank);
		}
		if (this.given.size() > 1) {
			throw new InvalidGigaChatConfigurationException(
					"GigaChat has more than one kind of credentials: " + describe(this.given) + ".",
					"Remove all but one kind, or set spring.ai.gigachat.auth-type to the kind to use: "
							+ this.given.keySet()
								.stream()
								.map(CredentialsSelector::word)
								.collect(Collectors.joining(" or "))
							+ ".");
		}
		return this.given.keySet().iterator().next();
	}

	private static String describe(Map<GigaChatAuthType, List<String>> types) {
		return types.entrySet()
			.stream()
			.map((entry) -> String.join(", ", entry.getValue()) + " (" + word(entry.getKey()) + ")")
			.collect(Collectors.joining(" and "));
	}

	private void logIgnored(GigaChatAuthType type) {
		Map<GigaChatAuthType, List<String>> ignored = new EnumMap<>(this.given);
		ignored.remove(type);
		if (!ignored.isEmpty() && logger.isInfoEnabled()) {
			logger.info(this.naming.apply(
					"spring.ai.gigachat.auth-type is " + word(type) + ", so these are ignored: " + describe(ignored)));
		}
	}

	private GigaChatCredentials credentials(GigaChatAuthType type) {
		return switch (type) {
			case OAUTH -> oauth();
			case PASSWORD -> password();
			case TOKEN -> token();
			case NONE -> GigaChatCredentials.none();
			case AUTO -> throw new IllegalStateException("auto is resolved before");
		};
	}

	private GigaChatCredentials oauth() {
		String key = this.properties.getApiKey();
		List<String> names = this.given.getOrDefault(GigaChatAuthType.OAUTH, List.of());
		if (names.isEmpty()) {
			throw MissingCredentials.of("oauth", "spring.ai.gigachat.api-key", this.blank);
		}
		if (!StringUtils.hasText(key)) {
			return both("client-id", this.properties.getClientId(), "client-secret", this.properties.getClientSecret(),
					GigaChatCredentials::clientSecret);
		}
		if (names.size() > 1) {
			throw new InvalidGigaChatConfigurationException(
					"GigaChat has two authorization keys: " + String.join(", ", names) + " are set.",
					"Remove spring.ai.gigachat.api-key, or client-id and client-secret: the key is their Base64 encoding.");
		}
		return GigaChatCredentials.authorizationKey(resolved("api-key", key));
	}

	private GigaChatCredentials password() {
		if (!this.given.containsKey(GigaChatAuthType.PASSWORD)) {
			throw MissingCredentials.of("password", "spring.ai.gigachat.username with spring.ai.gigachat.password",
					this.blank);
		}
		return both("username", this.properties.getUsername(), "password", this.properties.getPassword(),
				GigaChatCredentials::userPassword);
	}

	private GigaChatCredentials token() {
		String token = this.properties.getAccessToken();
		if (!StringUtils.hasText(token)) {
			throw MissingCredentials.of("token", "spring.ai.gigachat.access-token", this.blank);
		}
		return GigaChatCredentials.token(resolved("access-token", token).strip());
	}

	private GigaChatCredentials both(String name, @Nullable String value, String otherName, @Nullable String otherValue,
			BiFunction<String, String, GigaChatCredentials> credentials) {
		if (StringUtils.hasText(value) && StringUtils.hasText(otherValue)) {
			return credentials.apply(resolved(name, value), resolved(otherName, otherValue));
		}
		boolean there = StringUtils.hasText(value);
		String set = property(there ? name : otherName);
		String missing = property(there ? otherName : name);
		throw new InvalidGigaChatConfigurationException(
				set + " is set, but " + missing + (this.blank.contains(missing) ? " is blank." : " is not."),
				"Set " + missing + " too.");
	}

	/**
	 * Refuses a placeholder, which Spring Boot leaves in place if nothing has its name.
	 */
	private static String resolved(String name, String value) {
		Matcher placeholder = PLACEHOLDER.matcher(value.strip());
		if (!placeholder.matches()) {
			return value;
		}
		String variable = placeholder.group(1);
		throw new InvalidGigaChatConfigurationException(
				property(name) + " is the placeholder ${" + variable + "}, and " + variable + " is not set.",
				"Set the environment variable or property " + variable + ", or " + property(name) + " itself.");
	}

	private static String word(GigaChatAuthType type) {
		return type.name().toLowerCase(Locale.ROOT);
	}

	private static String property(String name) {
		return GigaChatProperties.CONFIG_PREFIX + "." + name;
	}

}
