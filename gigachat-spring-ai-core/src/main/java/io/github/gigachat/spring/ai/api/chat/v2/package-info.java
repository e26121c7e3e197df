/**
 * Requests and responses of the v2 chat API. Values that are the same in v1 have the
 * types of the package {@code api.chat}.
 */
@NullMarked
package io.github.gigachat.spring.ai.api.chat.v2;

import org.jspecify.annotations.NullMarked;
