package io.github.gigachat.spring.boot.autoconfigure.token;

import io.github.gigachat.spring.ai.auth.AccessTokenStore;
import io.github.gigachat.spring.boot.GigaChatProperties;
import io.github.gigachat.spring.boot.GigaChatTokenProperties;
import io.github.gigachat.spring.boot.autoconfigure.failure.InvalidGigaChatConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Selects the store that shares the access token.
 */
public final class TokenStoreSelector {

	private static final String REDIS = "org.springframework.data.redis.core.StringRedisTemplate";

	private static final String STORE_IS_REDIS = GigaChatProperties.CONFIG_PREFIX + ".token.store is redis, but ";

	private TokenStoreSelector() {
	}

	/**
	 * Returns the store.
	 * @param properties the properties
	 * @param bean the store bean of the application or of the auto-configuration, or
	 * {@code null} if there is none
	 * @param classLoader the application's class loader
	 * @return the store, or {@code null} if the token is not shared
	 * @throws InvalidGigaChatConfigurationException if the Redis store is configured, but
	 * cannot be created
	 */
	public static @Nullable AccessTokenStore select(GigaChatProperties properties, @Nullable AccessTokenStore bean,
			@Nullable ClassLoader classLoader) {
		boolean redis = properties.getToken().getStore() == GigaChatTokenProperties.Store.REDIS;
		// that of the auto-configuration may be there for another connection
		boolean unused = !redis && bean instanceof RedisAccessTokenStore store && store.isAutoConfigured();
		if (unused || bean != null || !redis) {
			return unused ? null : bean;
		}
		if (!ClassUtils.isPresent(REDIS, classLoader)) {
			throw new InvalidGigaChatConfigurationException(
					STORE_IS_REDIS + "Spring Data Redis is not on the class path.",
					"Add the dependency org.springframework.boot:spring-boot-starter-data-redis, or set "
							+ GigaChatProperties.CONFIG_PREFIX + ".token.store=memory.");
		}
		throw new InvalidGigaChatConfigurationException(STORE_IS_REDIS + "there is no RedisConnectionFactory bean.",
				"Let Spring Boot create one (org.springframework.boot:spring-boot-starter-data-redis and"
						+ " spring.data.redis.*), define one, or set " + GigaChatProperties.CONFIG_PREFIX
						+ ".token.store=memory.");
	}

}
