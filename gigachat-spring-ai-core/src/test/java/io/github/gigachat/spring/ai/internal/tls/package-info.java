/**
 * Tests of the trust in certificates.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.tls;

import org.jspecify.annotations.NullMarked;
