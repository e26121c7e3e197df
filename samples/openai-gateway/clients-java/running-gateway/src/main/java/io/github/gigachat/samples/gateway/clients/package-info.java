/**
 * The gateway as a process, and clients that call it.
 */
@NullMarked
package io.github.gigachat.samples.gateway.clients;

import org.jspecify.annotations.NullMarked;
