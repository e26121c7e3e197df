/**
 * Tests of the rules for responses.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.client;

import org.jspecify.annotations.NullMarked;
