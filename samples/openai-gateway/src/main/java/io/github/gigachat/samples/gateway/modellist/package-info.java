/**
 * The models API of OpenAI.
 */
@NullMarked
package io.github.gigachat.samples.gateway.modellist;

import org.jspecify.annotations.NullMarked;
