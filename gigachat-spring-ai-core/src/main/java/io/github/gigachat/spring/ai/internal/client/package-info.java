/**
 * The authenticated client of the service. It adds the headers of a request, puts the
 * access token on it, repeats it once with a new token after a 401, holds the limit of
 * concurrent requests, retries, and turns error responses into exceptions.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.client;

import org.jspecify.annotations.NullMarked;
