/**
 * Tests of the gateway over HTTP.
 */
@NullMarked
package io.github.gigachat.samples.gateway;

import org.jspecify.annotations.NullMarked;
