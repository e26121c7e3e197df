/**
 * Tests of failures: retries, timeouts, cancellation, and answers that are cut or
 * invalid.
 */
@NullMarked
package io.github.gigachat.spring.ai.failures;

import org.jspecify.annotations.NullMarked;
