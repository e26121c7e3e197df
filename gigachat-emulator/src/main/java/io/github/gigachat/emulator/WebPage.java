package io.github.gigachat.emulator;

/**
 * A page that a web search of the service is said to have found.
 *
 * @param url the page's address
 * @param title the page's title
 */
public record WebPage(String url, String title) {
}
