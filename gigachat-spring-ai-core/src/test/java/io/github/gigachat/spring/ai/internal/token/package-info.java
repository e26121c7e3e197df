/**
 * Tests of the life of a token.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.token;

import org.jspecify.annotations.NullMarked;
