/**
 * Tests of credentials.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure.credentials;

import org.jspecify.annotations.NullMarked;
