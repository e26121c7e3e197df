/**
 * The fields that several endpoints of the OpenAI API have in common.
 */
@NullMarked
package io.github.gigachat.samples.gateway.openai;

import org.jspecify.annotations.NullMarked;
