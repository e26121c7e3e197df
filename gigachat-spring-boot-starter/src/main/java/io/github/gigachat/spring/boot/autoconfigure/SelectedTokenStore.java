package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.spring.ai.auth.AccessTokenStore;
import io.github.gigachat.spring.boot.GigaChatProperties;
import io.github.gigachat.spring.boot.GigaChatTokenStore;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Says which store shares the access token, or what is missing for the one asked for.
 */
final class SelectedTokenStore {

	private static final String REDIS = "org.springframework.data.redis.core.StringRedisTemplate";

	private static final String ASKED_FOR = GigaChatProperties.CONFIG_PREFIX + ".token.store is redis, but ";

	private SelectedTokenStore() {
	}

	/**
	 * The store.
	 * @param properties what is asked for
	 * @param bean the application's own store, or the auto-configured one
	 * @param classLoader the application's class loader
	 * @return the store; {@code null} for none
	 */
	static @Nullable AccessTokenStore select(GigaChatProperties properties, @Nullable AccessTokenStore bean,
			@Nullable ClassLoader classLoader) {
		if (bean != null || properties.getToken().getStore() != GigaChatTokenStore.REDIS) {
			return bean;
		}
		if (!ClassUtils.isPresent(REDIS, classLoader)) {
			throw new InvalidGigaChatConfigurationException(ASKED_FOR + "Spring Data Redis is not on the class path.",
					"Add the dependency org.springframework.boot:spring-boot-starter-data-redis, or set "
							+ GigaChatProperties.CONFIG_PREFIX + ".token.store=memory.");
		}
		throw new InvalidGigaChatConfigurationException(ASKED_FOR + "there is no RedisConnectionFactory bean.",
				"Let Spring Boot make one (org.springframework.boot:spring-boot-starter-data-redis and"
						+ " spring.data.redis.*), define one, or set " + GigaChatProperties.CONFIG_PREFIX
						+ ".token.store=memory.");
	}

}
