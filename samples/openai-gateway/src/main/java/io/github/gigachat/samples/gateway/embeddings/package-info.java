/**
 * The embeddings API of OpenAI.
 */
@NullMarked
package io.github.gigachat.samples.gateway.embeddings;

import org.jspecify.annotations.NullMarked;
