/**
 * Transport over the JDK's HTTP client with timeouts, observations and a limit of HTTP/2
 * streams. Sends bytes and receives bytes or server-sent events. It is independent of
 * GigaChat, JSON and tokens.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.http;

import org.jspecify.annotations.NullMarked;
