/**
 * The authenticated client of the service. It adds the headers and the access token to a
 * request, repeats it once with a new token after a 401, limits concurrent requests,
 * retries, and converts error responses to exceptions.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.client;

import org.jspecify.annotations.NullMarked;
