/**
 * The certificates of an emulator with TLS.
 * <p>
 * {@code TestAuthority} creates a certificate authority and a certificate for localhost
 * at each start; both last only as long as their emulator. {@code CertificateWriter} and
 * {@code Der} write the certificates, because Java has no public API for that.
 * <p>
 * The package depends on no other package of the emulator. Implementation of the
 * emulator, not for users.
 */
@NullMarked
package io.github.gigachat.emulator.tls;

import org.jspecify.annotations.NullMarked;
