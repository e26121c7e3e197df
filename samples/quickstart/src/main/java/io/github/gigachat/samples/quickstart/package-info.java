/**
 * A chat on the terminal, and the same over HTTP.
 */
@NullMarked
package io.github.gigachat.samples.quickstart;

import org.jspecify.annotations.NullMarked;
