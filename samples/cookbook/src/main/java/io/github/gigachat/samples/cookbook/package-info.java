/**
 * Recipes: answers from documents, with their sources.
 */
@NullMarked
package io.github.gigachat.samples.cookbook;

import org.jspecify.annotations.NullMarked;
