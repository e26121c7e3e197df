package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.spring.ai.auth.AccessTokenStore;
import io.github.gigachat.spring.boot.autoconfigure.token.RedisAccessTokenStore;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Auto-configuration of the store that shares access tokens between instances through the
 * application's Redis.
 */
@AutoConfiguration(before = GigaChatApiAutoConfiguration.class,
		afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnClass(StringRedisTemplate.class)
@Conditional({ OnRedisTokenStoreCondition.class, OnGigaChatModelCondition.class })
public final class GigaChatRedisTokenStoreAutoConfiguration {

	/**
	 * Creates the configuration.
	 */
	public GigaChatRedisTokenStoreAutoConfiguration() {
	}

	@Bean
	@Lazy
	@ConditionalOnBean(RedisConnectionFactory.class)
	@ConditionalOnMissingBean(AccessTokenStore.class)
	RedisAccessTokenStore gigaChatAccessTokenStore(RedisConnectionFactory connectionFactory) {
		return RedisAccessTokenStore.autoConfigured(connectionFactory);
	}

}
