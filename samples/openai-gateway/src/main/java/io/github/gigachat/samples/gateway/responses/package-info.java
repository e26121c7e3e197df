/**
 * The Responses API of OpenAI.
 */
@NullMarked
package io.github.gigachat.samples.gateway.responses;

import org.jspecify.annotations.NullMarked;
