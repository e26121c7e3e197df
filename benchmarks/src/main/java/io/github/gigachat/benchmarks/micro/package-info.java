/**
 * Micro benchmarks of the provider, without a network unless the name says so. A class
 * per subject, through the public API where that is possible.
 */
@NullMarked
package io.github.gigachat.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
