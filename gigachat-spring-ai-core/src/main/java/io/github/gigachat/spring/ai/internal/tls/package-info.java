/**
 * TLS contexts of the provider.
 * <p>
 * {@code TlsContexts} creates SSL contexts and trust managers, from certificates in PEM
 * files ({@code PemCertificates}), the bundled {@code RussianTrustedRootCa} and the JVM's
 * own trust, which a {@code LazyTrustManager} reads for the first connection. A
 * {@code RenewableSslContext} takes new certificates while a client uses it.
 * <p>
 * This is the only internal package that the starter may use. It uses
 * {@code internal.http} only to search the causes of failures.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.tls;

import org.jspecify.annotations.NullMarked;
