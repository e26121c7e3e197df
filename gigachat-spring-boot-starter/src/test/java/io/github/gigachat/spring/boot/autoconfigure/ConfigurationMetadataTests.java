package io.github.gigachat.spring.boot.autoconfigure;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatEmbeddingOptions;
import io.github.gigachat.spring.ai.GigaChatImageModel;
import io.github.gigachat.spring.ai.GigaChatImageOptions;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.BuiltInTool;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.internal.flatten.FlattenSettings;
import io.github.gigachat.spring.ai.media.MediaDownload;
import io.github.gigachat.spring.ai.media.MediaUploads;
import io.github.gigachat.spring.boot.GigaChatAuthType;
import io.github.gigachat.spring.boot.GigaChatChatProperties;
import io.github.gigachat.spring.boot.GigaChatEmbeddingProperties;
import io.github.gigachat.spring.boot.GigaChatImageProperties;
import io.github.gigachat.spring.boot.GigaChatMediaProperties;
import io.github.gigachat.spring.boot.GigaChatProperties;
import io.github.gigachat.spring.boot.GigaChatTokenProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.document.MetadataMode;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the metadata that an IDE shows for the properties.
 */
class ConfigurationMetadataTests {

	private static final String PREFIX = "spring.ai.gigachat.";

	private ConfigurationMetadata metadata;

	@BeforeEach
	void load() throws IOException {
		this.metadata = ConfigurationMetadata.load();
	}

	@Test
	void hasExactlyThePropertiesOfTheContractWithTheirDefaults() {
		Map<String, String> defaults = new LinkedHashMap<>();
		this.metadata.properties()
			.forEach((name, property) -> defaults.put(name.substring(PREFIX.length()),
					ConfigurationMetadata.defaultOf(property)));
		assertThat(defaults).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(Map.entry("auth-type", "auto"),
				Map.entry("api-key", ""), Map.entry("client-id", ""), Map.entry("client-secret", ""),
				Map.entry("username", ""), Map.entry("password", ""), Map.entry("access-token", ""),
				Map.entry("scope", "GIGACHAT_API_PERS"), Map.entry("connections", ""), Map.entry("headers", ""),
				Map.entry("base-url", "https://api.giga.chat/v1"),
				Map.entry("auth-url", "https://ngw.devices.sberbank.ru:9443/api/v2/oauth"), Map.entry("ssl.bundle", ""),
				Map.entry("ssl.russian-root-ca", "true"), Map.entry("ssl.ca-certificate", ""),
				Map.entry("ssl.verify", "true"), Map.entry("connect-timeout", "10s"), Map.entry("read-timeout", "60s"),
				Map.entry("call-timeout", "5m"), Map.entry("redirects", "dont-follow"),
				Map.entry("cookie-handling", ""), Map.entry("token.wait-timeout", "30s"),
				Map.entry("token.refresh-ahead", "5m"), Map.entry("token.store", "memory"),
				Map.entry("retry.max-attempts", "3"), Map.entry("retry.initial-interval", "500ms"),
				Map.entry("retry.multiplier", "2"), Map.entry("retry.max-interval", "10s"),
				Map.entry("retry.max-retry-after", "30s"), Map.entry("retry.after-timeout", "false"),
				Map.entry("max-response-size", "64MB"), Map.entry("log-bodies", "false"),
				Map.entry("max-concurrent-requests", ""), Map.entry("acquire-timeout", "30s"),
				Map.entry("max-queued-requests", "1000"), Map.entry("retry.template", ""),
				Map.entry("chat.model", "GigaChat-2"), Map.entry("chat.temperature", ""), Map.entry("chat.top-p", ""),
				Map.entry("chat.max-tokens", ""), Map.entry("chat.repetition-penalty", ""),
				Map.entry("chat.update-interval", ""), Map.entry("chat.profanity-check", ""),
				Map.entry("chat.reasoning-effort", ""), Map.entry("chat.function-call", ""),
				Map.entry("chat.function-schema", "compatible"), Map.entry("chat.later-system-messages", "user"),
				Map.entry("chat.structured-output", "native"), Map.entry("chat.structured-output-strict", "true"),
				Map.entry("chat.api", "v1"), Map.entry("chat.v2-url", ""), Map.entry("chat.built-in-tools", ""),
				Map.entry("chat.response-regex", ""), Map.entry("chat.filter.request-neuro", ""),
				Map.entry("chat.filter.request-blacklist", ""), Map.entry("chat.filter.request-whitelist", ""),
				Map.entry("chat.filter.response-blacklist", ""), Map.entry("embedding.model", "Embeddings"),
				Map.entry("embedding.dimensions", ""), Map.entry("embedding.batch-size", "50"),
				Map.entry("embedding.metadata-mode", "embed"), Map.entry("media.cache-size", "1000"),
				Map.entry("media.time-to-live", "1h"), Map.entry("media.delete-after-use", "false"),
				Map.entry("media.delete-on-expiry", "true"), Map.entry("media.delete-on-shutdown", "true"),
				Map.entry("media.max-redirects", "3"), Map.entry("media.allow-private-addresses", "false"),
				Map.entry("media.download", "eager"), Map.entry("image.model", "GigaChat-2-Max"),
				Map.entry("image.style", ""), Map.entry("image.n", "1")));
	}

	@Test
	void everyPropertyHasADescription() {
		assertThat(this.metadata.properties()).isNotEmpty()
			.allSatisfy((name, property) -> assertThat(property.path("description").asString("")).as(name)
				.matches("[A-Z].{15,}\\.")
				.doesNotStartWith("The "));
	}

	@Test
	void theDefaultsAreThoseOfTheCode() {
		RetrySettings retry = RetrySettings.defaults();
		assertThat(duration("connect-timeout")).isEqualTo(GigaChatApi.Builder.DEFAULT_CONNECT_TIMEOUT);
		assertThat(duration("read-timeout")).isEqualTo(GigaChatApi.Builder.DEFAULT_READ_TIMEOUT);
		assertThat(duration("call-timeout")).isEqualTo(GigaChatApi.Builder.DEFAULT_CALL_TIMEOUT);
		assertThat(duration("token.wait-timeout")).isEqualTo(GigaChatApi.Builder.DEFAULT_TOKEN_WAIT_TIMEOUT);
		assertThat(duration("token.refresh-ahead")).isEqualTo(GigaChatApi.Builder.DEFAULT_TOKEN_REFRESH_AHEAD);
		assertThat(duration("acquire-timeout")).isEqualTo(GigaChatApi.Builder.DEFAULT_ACQUIRE_TIMEOUT);
		assertThat(Integer.parseInt(defaultOf("max-queued-requests")))
			.isEqualTo(GigaChatApi.Builder.DEFAULT_MAX_QUEUED_REQUESTS);
		assertThat(DataSize.parse(defaultOf("max-response-size")).toBytes())
			.isEqualTo(GigaChatApi.Builder.DEFAULT_MAX_RESPONSE_SIZE);
		assertThat(defaultOf("base-url")).isEqualTo(GigaChatApi.DEFAULT_BASE_URL);
		assertThat(defaultOf("auth-url")).isEqualTo(GigaChatApi.DEFAULT_AUTH_URL);
		assertThat(defaultOf("scope")).isEqualTo(GigaChatApi.DEFAULT_SCOPE);
		assertThat(defaultOf("chat.model")).isEqualTo(GigaChatModel.DEFAULT_MODEL);
		assertThat(
				new RetrySettings(Integer.parseInt(defaultOf("retry.max-attempts")), duration("retry.initial-interval"),
						Double.parseDouble(defaultOf("retry.multiplier")), duration("retry.max-interval"),
						duration("retry.max-retry-after"), Boolean.parseBoolean(defaultOf("retry.after-timeout"))))
			.isEqualTo(retry);
		FlattenSettings flattening = FlattenSettings.defaults();
		assertThat(defaultOf("chat.function-schema"))
			.isEqualTo(ConfigurationMetadata.word(flattening.functionSchema()));
		assertThat(defaultOf("chat.later-system-messages"))
			.isEqualTo(ConfigurationMetadata.word(flattening.laterSystemMessages()));
		assertThat(defaultOf("chat.api")).isEqualTo(ConfigurationMetadata.word(flattening.api()));
		assertThat(defaultOf("chat.structured-output"))
			.isEqualTo(ConfigurationMetadata.word(flattening.output().mode()));
		assertThat(defaultOf("chat.structured-output-strict")).isEqualTo(String.valueOf(flattening.output().strict()));
		GigaChatProperties properties = new GigaChatProperties();
		assertThat(properties.getAuthType()).isEqualTo(GigaChatAuthType.AUTO);
		assertThat(properties.getToken().getStore()).isEqualTo(GigaChatTokenProperties.Store.MEMORY);
		assertThat(properties.getSsl().getVerify()).isEqualTo(Boolean.valueOf(defaultOf("ssl.verify")));
		assertThat(properties.getSsl().getRussianRootCa()).isEqualTo(Boolean.valueOf(defaultOf("ssl.russian-root-ca")));
		assertThat(defaultOf("embedding.model")).isEqualTo(GigaChatEmbeddingModel.DEFAULT_MODEL);
		assertThat(Integer.parseInt(defaultOf("embedding.batch-size")))
			.isEqualTo(GigaChatEmbeddingModel.DEFAULT_BATCH_SIZE);
		assertThat(defaultOf("embedding.metadata-mode"))
			.isEqualTo(ConfigurationMetadata.word(new GigaChatEmbeddingProperties().getMetadataMode()));
		assertThat(Integer.parseInt(defaultOf("media.cache-size"))).isEqualTo(MediaUploads.DEFAULT_CACHE_SIZE);
		assertThat(duration("media.time-to-live")).isEqualTo(MediaUploads.DEFAULT_TIME_TO_LIVE);
		assertThat(defaultOf("media.download"))
			.isEqualTo(ConfigurationMetadata.word(new GigaChatMediaProperties().getDownload()));
		assertThat(defaultOf("image.model")).isEqualTo(GigaChatImageModel.DEFAULT_MODEL);
		assertThat(new GigaChatImageProperties().toOptions()).isEqualTo(GigaChatImageOptions.builder().build());
		assertThat(new GigaChatEmbeddingProperties().toOptions()).isEqualTo(GigaChatEmbeddingOptions.builder().build());
		assertThat(new GigaChatChatProperties().toOptions()).isEqualTo(GigaChatOptions.builder().build());
	}

	@Test
	void valuesAreSuggested() {
		Map<String, JsonNode> hints = this.metadata.hints();
		assertThat(hints).containsOnlyKeys("spring.ai.model.chat", "spring.ai.model.embedding", "spring.ai.model.image",
				PREFIX + "media.download", PREFIX + "image.model", PREFIX + "auth-type", PREFIX + "retry.template",
				PREFIX + "token.store", PREFIX + "scope", PREFIX + "base-url", PREFIX + "redirects",
				PREFIX + "chat.model", PREFIX + "chat.reasoning-effort", PREFIX + "chat.function-call",
				PREFIX + "chat.function-schema", PREFIX + "chat.later-system-messages",
				PREFIX + "chat.structured-output", PREFIX + "chat.api", PREFIX + "chat.built-in-tools",
				PREFIX + "embedding.model", PREFIX + "embedding.metadata-mode");
		assertThat(values(hints, "spring.ai.model.chat")).containsExactly(GigaChatApi.PROVIDER_NAME);
		assertThat(values(hints, "spring.ai.model.embedding")).containsExactly(GigaChatApi.PROVIDER_NAME);
		assertThat(values(hints, "spring.ai.model.image")).containsExactly(GigaChatApi.PROVIDER_NAME);
		assertThat(values(hints, PREFIX + "image.model")).contains(GigaChatImageModel.DEFAULT_MODEL);
		assertThat(values(hints, PREFIX + "media.download")).containsExactlyInAnyOrderElementsOf(
				Arrays.stream(MediaDownload.values()).map(ConfigurationMetadata::word).toList());
		assertThat(values(hints, PREFIX + "embedding.model")).containsExactly("Embeddings", "Embeddings-2",
				"EmbeddingsGigaR", "GigaEmbeddings-3B-2025-09");
		assertThat(values(hints, PREFIX + "embedding.metadata-mode")).containsExactlyInAnyOrderElementsOf(
				Arrays.stream(MetadataMode.values()).map(ConfigurationMetadata::word).toList());
		assertThat(values(hints, PREFIX + "auth-type")).containsExactly("auto", "oauth", "password", "token", "none");
		assertThat(values(hints, PREFIX + "token.store")).containsExactly("memory", "redis");
		assertThat(hints.get(PREFIX + "retry.template").toString()).contains("spring-bean-reference",
				RetryTemplate.class.getName());
		assertThat(values(hints, PREFIX + "scope")).containsExactly("GIGACHAT_API_PERS", "GIGACHAT_API_B2B",
				"GIGACHAT_API_CORP");
		assertThat(values(hints, PREFIX + "chat.model")).contains("GigaChat-2", "GigaChat-2-Pro", "GigaChat-2-Max");
		assertThat(values(hints, PREFIX + "chat.function-call")).containsExactly("auto", "none");
		assertThat(values(hints, PREFIX + "chat.reasoning-effort")).containsExactly("low", "medium", "high", "off");
		assertThat(values(hints, PREFIX + "chat.api")).containsExactly("v1", "v2");
		assertThat(values(hints, PREFIX + "chat.built-in-tools")).contains(BuiltInTool.WEB_SEARCH.name(),
				BuiltInTool.URL_CONTENT_EXTRACTION.name(), BuiltInTool.CODE_INTERPRETER.name(),
				BuiltInTool.IMAGE_GENERATE.name(), BuiltInTool.MODEL_3D_GENERATE.name());
		assertThat(values(hints, PREFIX + "chat.function-schema")).containsExactly("compatible", "as-is", "auto");
		assertThat(values(hints, PREFIX + "chat.later-system-messages")).containsExactly("user", "join");
		assertThat(values(hints, PREFIX + "chat.structured-output")).containsExactly("native", "function", "auto");
	}

	private static Iterable<String> values(Map<String, JsonNode> hints, String name) {
		JsonNode hint = hints.get(name);
		assertThat(hint).as(name).isNotNull();
		return hint.path("values").valueStream().map((value) -> value.path("value").asString()).toList();
	}

	private Duration duration(String name) {
		return DurationStyle.detectAndParse(defaultOf(name));
	}

	private String defaultOf(String name) {
		JsonNode property = this.metadata.properties().get(PREFIX + name);
		assertThat(property).as(name).isNotNull();
		return ConfigurationMetadata.defaultOf(property);
	}

}
