/**
 * Tests of the gateway by OpenAI's client for Java.
 */
@NullMarked
package io.github.gigachat.samples.gateway.clients;

import org.jspecify.annotations.NullMarked;
