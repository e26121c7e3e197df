/**
 * Parts of the serving of chats that tests replace.
 */
@NullMarked
package io.github.gigachat.samples.gateway.chat;

import org.jspecify.annotations.NullMarked;
