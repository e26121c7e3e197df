package io.github.gigachat.spring.boot.autoconfigure.token;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.github.gigachat.spring.ai.auth.AccessTokenStore;
import io.github.gigachat.spring.ai.auth.SealedToken;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of the contract of token stores, in memory and with a real Redis.
 */
@Timeout(60)
class AccessTokenStoreTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private static RedisServer server;

	private static LettuceConnectionFactory connections;

	private final AccessTokenStore memory = AccessTokenStore.inMemory();

	private final String name = UUID.randomUUID().toString();

	@BeforeAll
	static void startRedis() {
		server = RedisServer.start();
		connections = new LettuceConnectionFactory("127.0.0.1", server.port());
		connections.afterPropertiesSet();
		connections.start();
	}

	@AfterAll
	static void stopRedis() {
		if (server != null) {
			connections.destroy();
			server.close();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aPublishedTokenIsReadWithItsRemainingLifetime(Kind kind) {
		AccessTokenStore store = store(kind);
		assertThat(store.read(this.name)).isNull();
		assertThat(store.lease(this.name, "a", LONG)).isTrue();

		assertThat(store.publish(this.name, "a", new SealedToken("1.text text", LONG))).isTrue();

		SealedToken token = store.read(this.name);
		assertThat(token).isNotNull();
		assertThat(token.text()).isEqualTo("1.text text");
		assertThat(token.left()).isBetween(LONG.minusSeconds(30), LONG);
		assertThat(store.read(this.name + "-other")).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void aTokenIsRemovedAtItsExpiry(Kind kind) {
		AccessTokenStore store = store(kind);
		store.lease(this.name, "a", LONG);
		store.publish(this.name, "a", new SealedToken("short", Duration.ofMillis(200)));

		await().atMost(Duration.ofSeconds(10)).until(() -> store.read(this.name) == null);
	}

	@ParameterizedTest
	@EnumSource
	void oneOwnerAtATimeHasTheLeaseAndCanExtendIt(Kind kind) {
		AccessTokenStore store = store(kind);

		assertThat(store.lease(this.name, "a", LONG)).isTrue();
		assertThat(store.lease(this.name, "b", LONG)).isFalse();
		assertThat(store.lease(this.name, "a", Duration.ofSeconds(2))).isTrue();
		assertThat(store.lease(this.name, "b", LONG)).isFalse();

		await().atMost(Duration.ofSeconds(10)).until(() -> store.lease(this.name, "b", LONG));
		assertThat(store.lease(this.name, "a", LONG)).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void onlyItsOwnerReleasesTheLease(Kind kind) {
		AccessTokenStore store = store(kind);
		store.lease(this.name, "a", LONG);

		store.release(this.name, "b");
		assertThat(store.lease(this.name, "b", LONG)).isFalse();

		store.release(this.name, "a");
		assertThat(store.lease(this.name, "b", LONG)).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void aFormerOwnerOfTheLeaseChangesNothing(Kind kind) {
		AccessTokenStore store = store(kind);
		store.lease(this.name, "a", Duration.ofMillis(100));
		await().atMost(Duration.ofSeconds(10)).until(() -> store.lease(this.name, "b", LONG));
		store.publish(this.name, "b", new SealedToken("of b", LONG));

		assertThat(store.publish(this.name, "a", new SealedToken("of a", LONG))).isFalse();

		assertThat(store.read(this.name)).extracting(SealedToken::text).isEqualTo("of b");
		assertThat(store.lease(this.name, "c", LONG)).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void oneOfManyConcurrentOwnersGetsTheLease(Kind kind) throws Exception {
		AccessTokenStore store = store(kind);
		ExecutorService threads = Executors.newFixedThreadPool(16);
		try {
			int granted = 0;
			for (Future<Boolean> answer : threads.invokeAll(IntStream.range(0, 64)
				.<Callable<Boolean>>mapToObj((owner) -> () -> store.lease(this.name, "owner-" + owner, LONG))
				.toList())) {
				granted += answer.get() ? 1 : 0;
			}
			assertThat(granted).isOne();
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void foreignValuesInRedisCountAsAbsent() {
		AccessTokenStore store = store(Kind.REDIS);
		StringRedisTemplate redis = new StringRedisTemplate(connections);
		String token = "gigachat:token:{" + this.name + "}";
		String lease = "gigachat:lease:{" + this.name + "}";
		redis.opsForList().leftPush(token, "a list");
		redis.opsForValue().set(lease, "a lease without an end");

		assertThat(store.read(this.name)).isNull();
		assertThat(store.lease(this.name, "a", LONG)).isTrue();
		assertThat(store.publish(this.name, "a", new SealedToken("ours", LONG))).isTrue();
		assertThat(store.read(this.name)).isNotNull();

		redis.persist(token);
		assertThat(store.read(this.name)).as("a token without an end").isNull();
	}

	private AccessTokenStore store(Kind kind) {
		return (kind == Kind.REDIS) ? new RedisAccessTokenStore(connections) : this.memory;
	}

	/** The implementations of the store. */
	enum Kind {

		MEMORY, REDIS

	}

}
