/**
 * Access to the gateway: who may use it, what for, and how much of it.
 */
@NullMarked
package io.github.gigachat.samples.gateway.access;

import org.jspecify.annotations.NullMarked;
