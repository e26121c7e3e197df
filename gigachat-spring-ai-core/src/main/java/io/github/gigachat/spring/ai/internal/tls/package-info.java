/**
 * TLS contexts of the provider: certificates from PEM files, the bundled Russian root
 * certificate, and contexts that reload their certificates.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.tls;

import org.jspecify.annotations.NullMarked;
