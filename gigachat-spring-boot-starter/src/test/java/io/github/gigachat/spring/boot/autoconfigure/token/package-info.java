/**
 * Tests of the stores of access tokens.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure.token;

import org.jspecify.annotations.NullMarked;
