/**
 * Tests of embeddings.
 */
@NullMarked
package io.github.gigachat.spring.ai.embeddings;

import org.jspecify.annotations.NullMarked;
