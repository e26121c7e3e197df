package io.github.gigachat.spring.boot.autoconfigure.token;

import java.time.Duration;

import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of four applications, each in its own JVM, that share a token in a real Redis.
 */
@Tag("faults")
@Timeout(300)
class FleetFaultTests {

	static final Duration LIMIT = Duration.ofMinutes(2);

	private static final int MEMBERS = 4;

	@Test
	void threeExpiriesTakeThreeTokenRequests() {
		try (RedisServer redis = RedisServer.start();
				GigaChatEmulator emulator = GigaChatEmulator.builder().tokenLifetime(Duration.ofSeconds(12)).start();
				RunningFleet fleet = RunningFleet.start(MEMBERS, emulator, redis)) {
			await().atMost(LIMIT).until(() -> fleet.eachHasUsed(3));

			assertThat(fleet.stop()).as(fleet.output()).hasSize(MEMBERS).containsOnly("0");
			assertThat(emulator.tokenRequests()).hasSize(3);
			assertThat(emulator.maxConcurrentTokenRequests()).isEqualTo(1);
		}
	}

	@Test
	void anOutageOfRedisFailsNoCall() {
		try (RedisServer redis = RedisServer.start();
				GigaChatEmulator emulator = GigaChatEmulator.builder().tokenLifetime(Duration.ofSeconds(9)).start();
				RunningFleet fleet = RunningFleet.start(MEMBERS, emulator, redis)) {
			await().atMost(LIMIT).until(() -> fleet.eachHasUsed(2));
			redis.kill();
			await().atMost(LIMIT).until(() -> fleet.eachHasUsed(4) && fleet.newestTokens().size() == MEMBERS);
			redis.restart();
			await().atMost(LIMIT).until(() -> fleet.newestTokens().size() == 1);

			assertThat(fleet.stop()).as(fleet.output()).hasSize(MEMBERS).containsOnly("0");
			assertThat(fleet.output().lines())
				.filteredOn((line) -> line.contains(" WARN ") && line.contains("shared store"))
				.hasSize(MEMBERS);
			assertThat(fleet.output().lines()).filteredOn((line) -> line.contains(" INFO "))
				.filteredOn((line) -> line.contains("The shared store of access tokens answers again"))
				.hasSize(MEMBERS);
		}
	}

}
