/**
 * The parts of a chat request that dialects word differently and mean alike: messages,
 * results, media, tools and reasoning efforts.
 */
@NullMarked
package io.github.gigachat.samples.gateway.conversation;

import org.jspecify.annotations.NullMarked;
