/**
 * Settings and results that all endpoints of the API share: the retry, the limit of
 * concurrent requests, headers of a request, and a response with its headers.
 */
@NullMarked
package io.github.gigachat.spring.ai.api.client;

import org.jspecify.annotations.NullMarked;
