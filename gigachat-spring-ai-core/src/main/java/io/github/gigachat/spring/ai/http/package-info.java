/**
 * The transport over the JDK's HTTP client: bytes out, bytes or server-sent events in. It
 * knows nothing of GigaChat, JSON or tokens.
 */
@NullMarked
package io.github.gigachat.spring.ai.http;

import org.jspecify.annotations.NullMarked;
