/**
 * Media of messages on their way to the service: uploaded once, and attached by the
 * file's id.
 */
@NullMarked
package io.github.gigachat.spring.ai.media;

import org.jspecify.annotations.NullMarked;
