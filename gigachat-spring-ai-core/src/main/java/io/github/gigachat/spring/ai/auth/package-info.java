/**
 * Credentials and the life of an access token.
 */
@NullMarked
package io.github.gigachat.spring.ai.auth;

import org.jspecify.annotations.NullMarked;
