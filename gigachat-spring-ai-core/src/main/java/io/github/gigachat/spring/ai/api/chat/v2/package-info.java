/**
 * The records of the v2 chat API, {@code POST /v2/chat/completions}.
 * <p>
 * {@link ChatV2Request} and {@link ChatV2Response} are its bodies, {@link ChatV2Chunk} is
 * one named event of a stream, and {@link ChatV2Message} is a message with its parts in
 * all of them. Values that are the same in v1 have the types of the package
 * {@code api.chat}.
 * <p>
 * The package contains data only and must not depend on the client.
 */
@NullMarked
package io.github.gigachat.spring.ai.api.chat.v2;

import org.jspecify.annotations.NullMarked;
