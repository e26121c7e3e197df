/**
 * The errors of the gateway, and how failures of the provider become errors for clients.
 */
@NullMarked
package io.github.gigachat.samples.gateway.error;

import org.jspecify.annotations.NullMarked;
