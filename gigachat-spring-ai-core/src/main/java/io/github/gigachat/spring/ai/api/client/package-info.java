/**
 * Settings and results that all endpoints of the API share: retries, the limit of
 * concurrent requests, the headers of a request, and a response with its headers.
 */
@NullMarked
package io.github.gigachat.spring.ai.api.client;

import org.jspecify.annotations.NullMarked;
