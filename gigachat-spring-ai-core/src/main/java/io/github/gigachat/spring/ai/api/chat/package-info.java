/**
 * Requests and responses of the v1 chat API, values of chat options, and the metadata
 * keys of answers. The names of JSON fields are those of the service.
 */
@NullMarked
package io.github.gigachat.spring.ai.api.chat;

import org.jspecify.annotations.NullMarked;
