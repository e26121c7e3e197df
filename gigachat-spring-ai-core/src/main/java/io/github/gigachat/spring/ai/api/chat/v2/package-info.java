/**
 * The requests and responses of the v2 chat API. They have the same values as those of v1
 * where the service does, and use the types of the package above for them.
 */
@NullMarked
package io.github.gigachat.spring.ai.api.chat.v2;

import org.jspecify.annotations.NullMarked;
