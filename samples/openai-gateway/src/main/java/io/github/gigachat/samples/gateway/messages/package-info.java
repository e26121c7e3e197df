/**
 * The Messages API of Anthropic, and its endpoint that counts tokens.
 */
@NullMarked
package io.github.gigachat.samples.gateway.messages;

import org.jspecify.annotations.NullMarked;
