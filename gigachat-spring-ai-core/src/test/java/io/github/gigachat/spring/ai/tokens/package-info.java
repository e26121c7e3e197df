/**
 * Tests of access tokens: fetching, sharing, expiry and failures of the token endpoint.
 */
@NullMarked
package io.github.gigachat.spring.ai.tokens;

import org.jspecify.annotations.NullMarked;
