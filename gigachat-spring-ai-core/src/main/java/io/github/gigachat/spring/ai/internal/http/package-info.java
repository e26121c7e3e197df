/**
 * The transport over the JDK's HTTP client: sends bytes, and receives bytes or
 * server-sent events.
 * <p>
 * {@code HttpTransport} runs a request as a {@code BlockingExchange}, or as a
 * {@code StreamExchange} for each subscription of a stream. {@code EventDecoder} finds
 * the events in the bytes and {@code BoundedEmitter} delivers them on demand. A
 * {@code ResponseBody} holds a whole response in the buffers of the JDK's client, and
 * {@code RequestBuffers} hold a request in the buffers that are sent. {@code Watchdog}
 * enforces timeouts, {@code OriginLimit} adapts to the number of streams that a server
 * accepts, {@code ExchangeTrace} observes the exchange, and {@code CallScope} is the
 * state that all attempts of a call share.
 * <p>
 * The package must not depend on anything that knows GigaChat, JSON, tokens or Spring AI.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.http;

import org.jspecify.annotations.NullMarked;
