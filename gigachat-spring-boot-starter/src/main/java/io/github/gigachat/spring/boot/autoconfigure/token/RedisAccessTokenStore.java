package io.github.gigachat.spring.boot.autoconfigure.token;

import java.time.Duration;
import java.util.List;

import io.github.gigachat.spring.ai.auth.AccessTokenStore;
import io.github.gigachat.spring.ai.auth.SealedToken;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Keeps the tokens of a fleet in Redis. Each operation is one script, which Redis runs
 * atomically. Tokens and leases expire by the clock of Redis.
 */
public final class RedisAccessTokenStore implements AccessTokenStore {

	private static final RedisScript<String> READ = RedisScript.of("""
			if redis.call('TYPE', KEYS[1]).ok ~= 'string' then return nil end
			local left = redis.call('PTTL', KEYS[1])
			if left <= 0 then return nil end
			return left .. ' ' .. redis.call('GET', KEYS[1])
			""", String.class);

	// a lease without expiry is not ours, and would lock out the fleet for ever
	private static final RedisScript<Long> LEASE = RedisScript.of("""
			if redis.call('PTTL', KEYS[1]) == -1 or redis.pcall('GET', KEYS[1]) == ARGV[1] then
				redis.call('DEL', KEYS[1])
			end
			if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
			return 0
			""", Long.class);

	private static final RedisScript<Long> PUBLISH = RedisScript.of("""
			if redis.pcall('GET', KEYS[2]) ~= ARGV[1] then return 0 end
			redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
			redis.call('DEL', KEYS[2])
			return 1
			""", Long.class);

	private static final RedisScript<Long> RELEASE = RedisScript.of("""
			if redis.pcall('GET', KEYS[1]) ~= ARGV[1] then return 0 end
			return redis.call('DEL', KEYS[1])
			""", Long.class);

	private final StringRedisTemplate redis;

	private final boolean autoConfigured;

	/**
	 * Creates the store.
	 * @param connectionFactory the connections to Redis
	 */
	public RedisAccessTokenStore(RedisConnectionFactory connectionFactory) {
		this(connectionFactory, false);
	}

	private RedisAccessTokenStore(RedisConnectionFactory connectionFactory, boolean autoConfigured) {
		this.autoConfigured = autoConfigured;
		this.redis = new StringRedisTemplate(connectionFactory);
	}

	/**
	 * Creates the store of the auto-configuration, which only the connections with
	 * {@code token.store=redis} use.
	 * @param connectionFactory the connections to Redis
	 * @return the store
	 */
	public static RedisAccessTokenStore autoConfigured(RedisConnectionFactory connectionFactory) {
		return new RedisAccessTokenStore(connectionFactory, true);
	}

	/** Tells this store from one that the application defines. */
	boolean isAutoConfigured() {
		return this.autoConfigured;
	}

	@Override
	public @Nullable SealedToken read(String name) {
		String answer = this.redis.execute(READ, List.of(tokenKey(name)));
		if (answer == null) {
			return null;
		}
		int space = answer.indexOf(' ');
		return new SealedToken(answer.substring(space + 1),
				Duration.ofMillis(Long.parseLong(answer.substring(0, space))));
	}

	@Override
	public boolean lease(String name, String owner, Duration life) {
		return isDone(this.redis.execute(LEASE, List.of(leaseKey(name)), owner, millis(life)));
	}

	@Override
	public boolean publish(String name, String owner, SealedToken token) {
		return isDone(this.redis.execute(PUBLISH, List.of(tokenKey(name), leaseKey(name)), owner, token.text(),
				millis(token.left())));
	}

	@Override
	public void release(String name, String owner) {
		this.redis.execute(RELEASE, List.of(leaseKey(name)), owner);
	}

	private static boolean isDone(@Nullable Long answer) {
		return answer != null && answer == 1;
	}

	private static String millis(Duration duration) {
		return String.valueOf(Math.max(1, duration.toMillis()));
	}

	// a cluster chooses the node by the part in braces, so both keys are on one node

	private static String tokenKey(String name) {
		return "gigachat:token:{" + name + "}";
	}

	private static String leaseKey(String name) {
		return "gigachat:lease:{" + name + "}";
	}

}
