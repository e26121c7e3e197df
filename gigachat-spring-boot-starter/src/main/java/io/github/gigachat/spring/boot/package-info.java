/**
 * Configuration of the GigaChat provider: the properties {@code spring.ai.gigachat.*},
 * and types of beans that an application may define.
 * <p>
 * {@link GigaChatProperties} are the properties of the connection; the properties of
 * chats, embeddings, images, media, retry, TLS and tokens have classes of their own. A
 * bean of type {@link GigaChatConnectionDetails} replaces the URLs and credentials of the
 * properties, and a {@link GigaChatHttpClientCustomizer} changes the HTTP client.
 * <p>
 * The package is public API. It must not depend on {@code autoconfigure}, which reads
 * these types.
 */
@NullMarked
package io.github.gigachat.spring.boot;

import org.jspecify.annotations.NullMarked;
