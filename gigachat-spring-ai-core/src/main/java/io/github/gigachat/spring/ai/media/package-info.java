/**
 * Media of a conversation: files that are uploaded with a message, and files that the
 * model generates.
 */
@NullMarked
package io.github.gigachat.spring.ai.media;

import org.jspecify.annotations.NullMarked;
