/**
 * Tests of the access to the gateway.
 */
@NullMarked
package io.github.gigachat.samples.gateway.access;

import org.jspecify.annotations.NullMarked;
