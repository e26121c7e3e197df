package io.github.gigachat.samples.cookbook;

import java.util.List;

/**
 * Answer with its sources.
 *
 * @param text the answer
 * @param sources the document and heading of each excerpt that the answer names, or of
 * all given excerpts if it names none
 */
record SourcedAnswer(String text, List<String> sources) {
}
