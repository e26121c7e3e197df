package io.github.gigachat.spring.ai.api.chat;

import org.jspecify.annotations.Nullable;

/**
 * A page that a web search of the service found for its answer.
 *
 * @param marker what the text refers to it by: {@code 2} for {@code [sources=[2]]}
 * @param url the page's address
 * @param title the page's title
 */
public record WebSource(String marker, @Nullable String url, @Nullable String title) {
}
