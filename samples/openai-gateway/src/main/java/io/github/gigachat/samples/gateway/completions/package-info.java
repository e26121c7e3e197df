/**
 * The chat completions API of OpenAI.
 */
@NullMarked
package io.github.gigachat.samples.gateway.completions;

import org.jspecify.annotations.NullMarked;
