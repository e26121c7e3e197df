/**
 * Tests of the endpoints beside chats and embeddings: files, batches, functions, account
 * and token counts.
 */
@NullMarked
package io.github.gigachat.spring.ai.endpoints;

import org.jspecify.annotations.NullMarked;
