package io.github.gigachat.emulator;

/**
 * A page in the results of a web search.
 * 
 * @param url the page's address
 * @param title the page's title
 */
public record WebPage(String url, String title) {
}
