/**
 * The GigaChat chat, embedding and image models for Spring AI, and their options.
 */
@NullMarked
package io.github.gigachat.spring.ai;

import org.jspecify.annotations.NullMarked;
