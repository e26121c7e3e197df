package io.github.gigachat.samples.gateway.web;

import java.time.Duration;

import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * Reads the bodies of requests that are refused before their bodies are read. An answer
 * to a client that still sends may be lost, and its connection may hang.
 */
final class UnreadBody {

	private static final String READ = UnreadBody.class.getName();

	private static final long MAX_BYTES = 1024 * 1024;

	private static final Duration TIMEOUT = Duration.ofSeconds(2);

	private UnreadBody() {
	}

	/** Notes that the body of a request is being read. */
	static void markRead(ServerWebExchange exchange) {
		exchange.getAttributes().put(READ, true);
	}

	/**
	 * Reads and discards a body that was not read. The connection of a body that is too
	 * long for that is closed.
	 */
	static Mono<Void> discard(ServerWebExchange exchange) {
		if (exchange.getAttributes().putIfAbsent(READ, true) != null) {
			return Mono.empty();
		}
		return exchange.getRequest()
			.getBody()
			.map(UnreadBody::released)
			.scan(0L, Long::sum)
			.takeUntil((read) -> read > MAX_BYTES)
			.last(0L)
			.timeout(TIMEOUT)
			.onErrorReturn(Long.MAX_VALUE)
			.doOnNext((read) -> {
				if (read > MAX_BYTES) {
					exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
				}
			})
			.then();
	}

	private static long released(DataBuffer buffer) {
		int bytes = buffer.readableByteCount();
		DataBufferUtils.release(buffer);
		return bytes;
	}

}
