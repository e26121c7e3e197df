/**
 * Tests of trust and client certificates.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure.tls;

import org.jspecify.annotations.NullMarked;
