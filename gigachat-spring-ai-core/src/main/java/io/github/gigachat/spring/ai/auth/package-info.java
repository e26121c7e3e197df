/**
 * Credentials, and the lifecycle of the access token.
 */
@NullMarked
package io.github.gigachat.spring.ai.auth;

import org.jspecify.annotations.NullMarked;
