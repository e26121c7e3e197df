/**
 * Tests of the gateway by Anthropic's client for Java.
 */
@NullMarked
package io.github.gigachat.samples.gateway.clients;

import org.jspecify.annotations.NullMarked;
