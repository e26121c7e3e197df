/**
 * Tests of the limit of concurrent requests, and of the limits that the service states.
 */
@NullMarked
package io.github.gigachat.spring.ai.limits;

import org.jspecify.annotations.NullMarked;
