/**
 * Tests of the failure analyses.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure.failure;

import org.jspecify.annotations.NullMarked;
