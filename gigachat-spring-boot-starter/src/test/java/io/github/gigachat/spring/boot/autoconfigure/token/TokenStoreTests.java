package io.github.gigachat.spring.boot.autoconfigure.token;

import java.time.Duration;
import java.util.Set;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.spring.ai.auth.AccessTokenStore;
import io.github.gigachat.spring.boot.GigaChatConnections;
import io.github.gigachat.spring.boot.autoconfigure.GigaChatConnectionsAutoConfiguration;
import io.github.gigachat.spring.boot.autoconfigure.GigaChatRedisTokenStoreAutoConfiguration;
import io.github.gigachat.spring.boot.autoconfigure.Runners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the property {@code spring.ai.gigachat.token.store}.
 */
@Timeout(60)
@ExtendWith(GigaChatEmulatorExtension.class)
class TokenStoreTests {

	private static final String REDIS = "spring.ai.gigachat.token.store=redis";

	@Test
	void twoApplicationsShareATokenInRedisWhichHoldsNoSecret(GigaChatEmulator emulator) {
		try (RedisServer redis = RedisServer.start()) {
			for (int i = 0; i < 2; i++) {
				withRedis(emulator, redis).run((context) -> {
					Runners.ask(context, "hello");
					StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
					Set<String> keys = template.keys("*");
					assertThat(keys).singleElement().asString().matches("gigachat:token:\\{[0-9a-f]{32}}");
					String key = keys.iterator().next();
					assertThat(template.opsForValue().get(key)).startsWith("1.")
						.doesNotContain("emulator-token", emulator.apiKey());
					assertThat(template.getExpire(key)).isBetween(60L, Duration.ofMinutes(30).toSeconds());
				});
			}
			assertThat(emulator.chatRequests()).hasSize(2);
			assertThat(emulator.tokenRequests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void eachConnectionHasAStoreOfItsOwn(boolean ofTheDefault, GigaChatEmulator emulator) {
		String[] stores = ofTheDefault ? new String[] { "redis", "memory" } : new String[] { "memory", "redis" };
		try (RedisServer redis = RedisServer.start()) {
			for (int i = 0; i < 2; i++) {
				withRedis(emulator, redis)
					.withConfiguration(AutoConfigurations.of(GigaChatConnectionsAutoConfiguration.class))
					.withPropertyValues("spring.ai.gigachat.token.store=" + stores[0],
							"spring.ai.gigachat.connections.second.api-key=" + emulator.apiKey(),
							"spring.ai.gigachat.connections.second.token.store=" + stores[1])
					.run((context) -> {
						Runners.ask(context, "hello");
						context.getBean(GigaChatConnections.class).chatModel("second").call("hello");
						assertThat(context.getBean(StringRedisTemplate.class).keys("*")).hasSize(1);
					});
			}
			assertThat(emulator.chatRequests()).hasSize(4);
			// one of the connection that shares it, and one of the other in each
			// application
			assertThat(emulator.tokenRequests()).hasSize(3);
		}
	}

	@Test
	void anUnreachableRedisFailsNoCall(GigaChatEmulator emulator) {
		try (RedisServer redis = RedisServer.start()) {
			redis.kill();
			withRedis(emulator, redis).run((context) -> {
				Runners.ask(context, "hello");
				Runners.ask(context, "hello");
			});
			assertThat(emulator.chatRequests()).hasSize(2);
			assertThat(emulator.tokenRequests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.ai.gigachat.token.store=memory", "spring.ai.gigachat.token.store=" })
	void nothingIsSharedByDefault(String property) {
		Runners.application()
			.withConfiguration(AutoConfigurations.of(GigaChatRedisTokenStoreAutoConfiguration.class,
					DataRedisAutoConfiguration.class))
			.withPropertyValues("spring.ai.gigachat.auth-type=none", property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AccessTokenStore.class));
	}

	@Test
	void theStartWithoutSpringDataRedisNamesTheMissingDependency() {
		Runners.application()
			.withConfiguration(AutoConfigurations.of(GigaChatRedisTokenStoreAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.data.redis"))
			.withPropertyValues("spring.ai.gigachat.auth-type=none", REDIS)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining(REDIS.replace("=", " is "))
				.hasMessageContaining("not on the class path")
				.hasMessageContaining("spring-boot-starter-data-redis"));
	}

	@Test
	void theStartWithoutAConnectionFactorySaysWhatToAdd() {
		Runners.application()
			.withConfiguration(AutoConfigurations.of(GigaChatRedisTokenStoreAutoConfiguration.class))
			.withPropertyValues("spring.ai.gigachat.auth-type=none", REDIS)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("no RedisConnectionFactory bean")
				.hasMessageContaining("spring-boot-starter-data-redis"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.ai.gigachat.token.store=redis", "spring.ai.gigachat.token.store=memory" })
	void aStoreOfTheApplicationReplacesRedis(String property, GigaChatEmulator emulator) {
		AccessTokenStore own = AccessTokenStore.inMemory();
		for (int i = 0; i < 2; i++) {
			Runners.applicationOf(emulator)
				.withConfiguration(AutoConfigurations.of(GigaChatRedisTokenStoreAutoConfiguration.class,
						DataRedisAutoConfiguration.class))
				.withPropertyValues(property)
				.withBean(AccessTokenStore.class, () -> own)
				.run((context) -> {
					assertThat(context).hasSingleBean(AccessTokenStore.class);
					Runners.ask(context, "hello");
				});
		}
		assertThat(emulator.tokenRequests()).hasSize(1);
	}

	@Test
	void aRedisStoreThatTheApplicationDefinesNeedsNoProperty(GigaChatEmulator emulator) {
		try (RedisServer redis = RedisServer.start()) {
			for (int i = 0; i < 2; i++) {
				Runners.applicationOf(emulator)
					.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
					.withPropertyValues(redis.properties())
					.withUserConfiguration(OwnStore.class)
					.run((context) -> Runners.ask(context, "hello"));
			}
			assertThat(emulator.tokenRequests()).hasSize(1);
		}
	}

	/**
	 * An application with a store of its own.
	 */
	@Configuration(proxyBeanMethods = false)
	static class OwnStore {

		@Bean
		RedisAccessTokenStore ownStore(RedisConnectionFactory connections) {
			return new RedisAccessTokenStore(connections);
		}

	}

	@Test
	void anUnknownStoreIsRefused() {
		Runners.application()
			.withPropertyValues("spring.ai.gigachat.auth-type=none", "spring.ai.gigachat.token.store=hazelcast")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasStackTraceContaining("spring.ai.gigachat.token.store"));
	}

	private static ApplicationContextRunner withRedis(GigaChatEmulator emulator, RedisServer redis) {
		return Runners.applicationOf(emulator)
			.withConfiguration(AutoConfigurations.of(GigaChatRedisTokenStoreAutoConfiguration.class,
					DataRedisAutoConfiguration.class))
			.withPropertyValues(redis.properties())
			.withPropertyValues(REDIS);
	}

}
