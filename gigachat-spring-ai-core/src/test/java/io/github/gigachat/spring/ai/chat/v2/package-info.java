/**
 * Tests of chats over the v2 API.
 */
@NullMarked
package io.github.gigachat.spring.ai.chat.v2;

import org.jspecify.annotations.NullMarked;
