/**
 * The completions API of OpenAI, in which a prompt is one text.
 */
@NullMarked
package io.github.gigachat.samples.gateway.textcompletions;

import org.jspecify.annotations.NullMarked;
