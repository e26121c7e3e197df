/**
 * The client for the GigaChat HTTP API, and the records of its endpoints, except those of
 * chats.
 * <p>
 * {@link GigaChatApi} has one method per endpoint; {@link GigaChatFiles},
 * {@link GigaChatFunctions} and {@link GigaChatBatches} are groups of endpoints that it
 * returns. The methods take and return typed records and throw the exceptions of
 * {@link io.github.gigachat.spring.ai.failure}. The models of Spring AI are built on this
 * client. Use it directly for endpoints that Spring AI has no abstraction for: files,
 * batches, token counts, the balance and others.
 * <p>
 * Each endpoint builds a request and reads the response; the package
 * {@code internal.client} sends it. The package must not depend on the models.
 */
@NullMarked
package io.github.gigachat.spring.ai.api;

import org.jspecify.annotations.NullMarked;
