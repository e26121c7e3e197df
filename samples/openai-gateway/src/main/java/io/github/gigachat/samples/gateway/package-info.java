/**
 * GigaChat for clients that speak the API of OpenAI or Anthropic.
 */
@NullMarked
package io.github.gigachat.samples.gateway;

import org.jspecify.annotations.NullMarked;
