/**
 * Faults that users of GigaChat and of Spring AI reported in public, tried against this
 * provider.
 */
@NullMarked
package io.github.gigachat.spring.ai.reports;

import org.jspecify.annotations.NullMarked;
