/**
 * The translation between Spring AI's messages and GigaChat's wire, both ways.
 */
@NullMarked
package io.github.gigachat.spring.ai.flatten;

import org.jspecify.annotations.NullMarked;
