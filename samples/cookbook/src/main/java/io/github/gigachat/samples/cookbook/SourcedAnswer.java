package io.github.gigachat.samples.cookbook;

import java.util.List;

/**
 * An answer with the places it is from.
 *
 * @param text the answer
 * @param sources document and heading of the excerpts that the answer names; of all that
 * it was given when it names none
 */
record SourcedAnswer(String text, List<String> sources) {
}
