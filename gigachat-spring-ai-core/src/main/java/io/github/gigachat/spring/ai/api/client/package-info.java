/**
 * Settings and results that all endpoints of the API share.
 * <p>
 * {@link RetrySettings} configures retries, {@link RequestHeaders} are the headers that a
 * caller adds, and {@link ApiResponse} is the body of a response together with the ids
 * and the rate limit of its headers. {@link RequestLimitState} and
 * {@link RequestWaitListener} show the queue of the limit of concurrent requests.
 * <p>
 * The package is public because these types occur in the methods of {@code GigaChatApi}.
 * It must not depend on {@code GigaChatApi}.
 */
@NullMarked
package io.github.gigachat.spring.ai.api.client;

import org.jspecify.annotations.NullMarked;
