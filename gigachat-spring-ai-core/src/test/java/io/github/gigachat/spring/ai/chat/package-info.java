/**
 * Tests of chats: messages, options, answers and streams.
 */
@NullMarked
package io.github.gigachat.spring.ai.chat;

import org.jspecify.annotations.NullMarked;
