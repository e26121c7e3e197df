package io.github.gigachat.benchmarks.micro;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.gigachat.spring.ai.internal.token.AccessToken;
import io.github.gigachat.spring.ai.internal.token.AccessTokenSource;
import io.github.gigachat.spring.ai.internal.token.AccessTokens;
import io.github.gigachat.spring.ai.internal.token.TokenFetches;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

import org.springframework.util.backoff.FixedBackOff;

/**
 * Reads a valid token from the cache, as each call does.
 */
@State(Scope.Benchmark)
public class TokenBenchmark {

	private static final Duration WAIT = Duration.ofSeconds(30);

	private final AccessTokenSource source = () -> new AccessToken("token", Instant.now().plus(Duration.ofDays(1)));

	private final AccessTokens tokens = new AccessTokens(this.source,
			new AccessTokens.Settings(Duration.ofMinutes(5), WAIT, new FixedBackOff(400, 3), WAIT), List.of(),
			TokenFetches::of);

	/** Fetches the token. */
	@Setup
	public void prepare() {
		this.tokens.get(WAIT);
	}

	/** Closes the cache. */
	@TearDown
	public void close() {
		this.tokens.close();
	}

	/**
	 * Reads the token on one thread.
	 * @return the token
	 */
	@Benchmark
	public Object oneThread() {
		return this.tokens.get(WAIT);
	}

	/**
	 * Reads the token on 64 threads.
	 * @return the token
	 */
	@Benchmark
	@Threads(64)
	public Object manyThreads() {
		return this.tokens.get(WAIT);
	}

}
