package io.github.gigachat.spring.ai.api.client;

import org.jspecify.annotations.Nullable;

/**
 * How many requests are under way and in line at one moment.
 *
 * @param limit the most that are under way at once; {@code null} for no limit
 * @param inUse how many are under way, streams until their connection is free again
 * @param waiting how many are in line for one to end
 */
public record RequestLimitState(@Nullable Integer limit, int inUse, int waiting) {
}
