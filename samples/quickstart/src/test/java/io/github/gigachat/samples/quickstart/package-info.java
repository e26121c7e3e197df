/**
 * The quickstart as a user runs it, and the documentation's examples.
 */
@NullMarked
package io.github.gigachat.samples.quickstart;

import org.jspecify.annotations.NullMarked;
