package io.github.gigachat.spring.ai.api.client;

import org.jspecify.annotations.Nullable;

/**
 * A snapshot of the limit of concurrent requests.
 *
 * @param limit the maximum number of concurrent requests; {@code null} for no limit
 * @param inUse the number of running requests; a stream counts until its connection is
 * released
 * @param waiting the number of requests that wait in the queue
 */
public record RequestLimitState(@Nullable Integer limit, int inUse, int waiting) {
}
