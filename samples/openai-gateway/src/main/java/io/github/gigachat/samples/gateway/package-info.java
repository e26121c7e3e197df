/**
 * GigaChat for clients that speak the OpenAI API.
 */
@NullMarked
package io.github.gigachat.samples.gateway;

import org.jspecify.annotations.NullMarked;
