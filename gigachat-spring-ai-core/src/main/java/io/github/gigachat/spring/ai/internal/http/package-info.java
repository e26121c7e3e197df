/**
 * The transport over the JDK's HTTP client: bytes out, bytes or server-sent events in,
 * with timeouts, observations and the limit of HTTP/2 streams. It knows nothing of
 * GigaChat, JSON or tokens.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.http;

import org.jspecify.annotations.NullMarked;
