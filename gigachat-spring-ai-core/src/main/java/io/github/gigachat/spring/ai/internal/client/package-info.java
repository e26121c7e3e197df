/**
 * The authenticated client of the service, without knowledge of single endpoints.
 * <p>
 * {@code ServiceClient} adds the headers and the access token to a
 * {@code ServiceRequest}, waits for a permit of the {@code RequestLimit}, sends the
 * request over {@code internal.http}, and repeats it once with a new token after a 401.
 * {@code CallRetry} and {@code AttemptPolicy} repeat failed attempts. {@code Refusal} and
 * {@code ExceptionFactory} convert error responses and other failures to exceptions.
 * {@code TokenEndpoint} fetches tokens for {@code internal.token}.
 * <p>
 * The package must not depend on {@code GigaChatApi}, the records of its endpoints, or
 * the models.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.client;

import org.jspecify.annotations.NullMarked;
