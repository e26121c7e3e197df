/**
 * Trust and client certificates of the connections to GigaChat: selects the SSL bundle
 * and creates the TLS context of the HTTP client. The package is internal to the starter.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure.tls;

import org.jspecify.annotations.NullMarked;
