/**
 * Failures of a configuration that is not valid, and their analyses for the log of a
 * failed start. The package is internal to the starter.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure.failure;

import org.jspecify.annotations.NullMarked;
