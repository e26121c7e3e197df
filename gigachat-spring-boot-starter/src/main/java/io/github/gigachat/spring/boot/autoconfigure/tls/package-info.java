/**
 * Trust and client certificates of the connections to GigaChat.
 * <p>
 * {@code GigaChatTls} creates the TLS context of the HTTP client from
 * {@code spring.ai.gigachat.ssl.*}, with the TLS contexts of the core.
 * {@code SslBundleSelector} selects the SSL bundle, and the context follows when the
 * bundle is reloaded.
 * <p>
 * The package is internal to the starter. Of the starter, it may use only the properties
 * and {@code autoconfigure.failure}.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure.tls;

import org.jspecify.annotations.NullMarked;
