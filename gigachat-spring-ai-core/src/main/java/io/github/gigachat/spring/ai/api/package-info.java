/**
 * The client for the GigaChat HTTP API.
 * {@link io.github.gigachat.spring.ai.api.GigaChatApi} has one method per endpoint, takes
 * and returns typed records, and throws the exceptions of
 * {@link io.github.gigachat.spring.ai.failure}. The chat and embedding models of Spring
 * AI are built on it. Use it directly for endpoints that Spring AI has no abstraction
 * for: files, batches, token counts, the balance and others.
 */
@NullMarked
package io.github.gigachat.spring.ai.api;

import org.jspecify.annotations.NullMarked;
