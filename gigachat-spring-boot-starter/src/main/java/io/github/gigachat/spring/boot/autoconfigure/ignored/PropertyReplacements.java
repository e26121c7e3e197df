package io.github.gigachat.spring.boot.autoconfigure.ignored;

import java.beans.PropertyDescriptor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.github.gigachat.spring.boot.GigaChatChatProperties;
import io.github.gigachat.spring.boot.GigaChatEmbeddingProperties;
import io.github.gigachat.spring.boot.GigaChatImageProperties;
import io.github.gigachat.spring.boot.GigaChatProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * The ignored properties and their replacements. Names are compared by their letters and
 * digits, which all spellings of a property share.
 */
final class PropertyReplacements {

	private static final String ROOT = GigaChatProperties.CONFIG_PREFIX;

	private static final String CERTIFICATE = "ssl.bundle (an SSL bundle with the certificate and its key)";

	private static final String VERIFY = "ssl.verify (with the opposite value)";

	/** Properties of the other GigaChat starter that belong to no section. */
	private static final Section TOP_LEVEL = new Section(ROOT,
			Map.of("unsafe-ssl", VERIFY, "client-certificate", CERTIFICATE, "client-key", CERTIFICATE));

	private static final List<Section> SECTIONS = List.of(
			new Section(ROOT + ".chat.options",
					withNamesOf(GigaChatChatProperties.class, "chat.",
							Map.of("function-call-mode", "chat.function-call", "function-call-param",
									"chat.function-call", "http-headers", "headers.*"))),
			new Section(ROOT + ".embedding.options",
					withNamesOf(GigaChatEmbeddingProperties.class, "embedding.", Map.of())),
			new Section(ROOT + ".image.options", withNamesOf(GigaChatImageProperties.class, "image.", Map.of())),
			new Section(ROOT + ".auth", Map.ofEntries(Map.entry("scope", "scope"),
					Map.entry("bearer.api-key", "api-key"), Map.entry("bearer.client-id", "client-id"),
					Map.entry("bearer.client-secret", "client-secret"), Map.entry("bearer.url", "auth-url"),
					Map.entry("unsafe-ssl", VERIFY), Map.entry("ca-certs", "ssl.ca-certificate"),
					Map.entry("certs.ca-certs", "ssl.ca-certificate"), Map.entry("certs.ssl-bundle", "ssl.bundle"),
					Map.entry("certs.certificate", CERTIFICATE), Map.entry("certs.private-key", CERTIFICATE),
					Map.entry("certs.client-certificate", CERTIFICATE), Map.entry("certs.client-key", CERTIFICATE))),
			new Section(ROOT + ".internal",
					Map.of("connect-timeout", "connect-timeout", "read-timeout", "read-timeout",
							"make-system-prompt-first-message-in-memory", "chat.later-system-messages")),
			new Section("spring.ai.retry",
					Map.of("max-attempts", "retry.max-attempts (which counts the first request, too)",
							"backoff.initial-interval", "retry.initial-interval", "backoff.multiplier",
							"retry.multiplier", "backoff.max-interval", "retry.max-interval")));

	private PropertyReplacements() {
	}

	/**
	 * Finds an ignored property by its name.
	 * @param name the name, in any spelling
	 * @return the property, or {@code null} if it is not ignored
	 */
	static @Nullable Ignored find(ConfigurationPropertyName name) {
		for (Section section : SECTIONS) {
			if (section.name().isAncestorOf(name)) {
				Ignored known = section.find(name);
				return (known != null) ? known : new Ignored(name.toString(), null);
			}
		}
		return TOP_LEVEL.name().isAncestorOf(name) ? TOP_LEVEL.find(name) : null;
	}

	/**
	 * Checks if an environment variable sets a property of this provider. For example,
	 * {@code auth-url} and an ignored {@code auth.url} have the same variable.
	 */
	static boolean isOwn(ConfigurationPropertyName variable) {
		String plain = plain(variable.toString());
		return namesOf(GigaChatProperties.class).anyMatch((own) -> plain(ROOT + own).equals(plain));
	}

	private static Map<String, String> withNamesOf(Class<?> properties, String prefix, Map<String, String> others) {
		Map<String, String> replacements = new HashMap<>(others);
		namesOf(properties).forEach((name) -> replacements.put(name, prefix + name));
		return Map.copyOf(replacements);
	}

	private static Stream<String> namesOf(Class<?> properties) {
		return Arrays.stream(BeanUtils.getPropertyDescriptors(properties))
			.filter((property) -> property.getWriteMethod() != null)
			.map(PropertyDescriptor::getName)
			.map(DataObjectPropertyName::toDashedForm);
	}

	/** Reduces a name to its letters and digits, without indexes. */
	private static String plain(String name) {
		return name.replaceAll("\\[\\d+]", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

	/**
	 * An ignored property.
	 *
	 * @param name the name of the property
	 * @param replacement the property of this provider to use, or {@code null} for none
	 */
	record Ignored(String name, @Nullable String replacement) {

		/** Returns the advice for the user. */
		String advice() {
			return (this.replacement != null) ? "use " + ROOT + "." + this.replacement : "has no replacement";
		}

	}

	/**
	 * A prefix and the known properties below it.
	 *
	 * @param name the prefix
	 * @param replacements the replacements by name, without the prefix
	 */
	private record Section(ConfigurationPropertyName name, Map<String, String> replacements) {

		Section(String name, Map<String, String> replacements) {
			this(ConfigurationPropertyName.of(name), replacements);
		}

		@Nullable Ignored find(ConfigurationPropertyName property) {
			String plain = plain(property.toString());
			return this.replacements.keySet()
				.stream()
				.filter((known) -> plain(this.name + known).equals(plain)
						|| this.name.append(known).isAncestorOf(property))
				.map((known) -> new Ignored(this.name + "." + known, this.replacements.get(known)))
				.findFirst()
				.orElse(null);
		}

	}

}
