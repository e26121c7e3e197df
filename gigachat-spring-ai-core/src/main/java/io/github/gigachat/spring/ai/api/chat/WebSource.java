package io.github.gigachat.spring.ai.api.chat;

import org.jspecify.annotations.Nullable;

/**
 * A page that a web search of the service found for its answer.
 *
 * @param marker the marker by which the text refers to the page: {@code 2} for
 * {@code [sources=[2]]}
 * @param url the URL of the page
 * @param title the title of the page
 */
public record WebSource(String marker, @Nullable String url, @Nullable String title) {
}
