/**
 * Runs the micro benchmarks, and compares the bytes that they allocate with a baseline.
 */
@NullMarked
package io.github.gigachat.benchmarks.guard;

import org.jspecify.annotations.NullMarked;
