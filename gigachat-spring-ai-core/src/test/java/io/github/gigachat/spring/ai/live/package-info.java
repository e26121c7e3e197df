/**
 * The live check: asks a GigaChat service for the rules of the wire that the provider
 * relies on, and records the traffic without secrets.
 */
@NullMarked
package io.github.gigachat.spring.ai.live;

import org.jspecify.annotations.NullMarked;
