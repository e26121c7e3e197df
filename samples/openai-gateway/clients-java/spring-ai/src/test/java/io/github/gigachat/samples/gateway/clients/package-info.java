/**
 * Tests of the gateway by Spring AI.
 */
@NullMarked
package io.github.gigachat.samples.gateway.clients;

import org.jspecify.annotations.NullMarked;
