/**
 * The files of a conversation: those that go to the service with a message, and those
 * that come back from the model.
 */
@NullMarked
package io.github.gigachat.spring.ai.media;

import org.jspecify.annotations.NullMarked;
