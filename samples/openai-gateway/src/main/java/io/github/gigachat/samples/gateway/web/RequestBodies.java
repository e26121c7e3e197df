package io.github.gigachat.samples.gateway.web;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.github.gigachat.samples.gateway.GatewayProperties;
import io.github.gigachat.samples.gateway.chat.PreparationThreads;
import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ApiException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.server.ServerWebExchange;

/**
 * Reads the bodies of requests. Counts the bytes that are read, whatever a header says,
 * and those of all requests in memory together.
 */
@Component
public class RequestBodies {

	private final long maxRequest;

	private final Duration timeout;

	private final BodyMemory memory;

	private final Scheduler scheduler;

	private final ShutdownDeadline deadline;

	RequestBodies(GatewayProperties properties, PreparationThreads threads, ShutdownDeadline deadline) {
		this.maxRequest = properties.maxRequestSize().toBytes();
		this.memory = new BodyMemory(properties.maxBufferedSize().toBytes());
		this.timeout = properties.bodyTimeout();
		this.scheduler = threads.scheduler();
		this.deadline = deadline;
	}

	/**
	 * Reads a body, and handles it away from the event loop. Its bytes count until the
	 * handling has ended.
	 * @param exchange the request and its response
	 * @param handler handles the body
	 * @param <T> the type of the result
	 * @return the result of the handler
	 */
	public <T> Mono<T> handle(ServerWebExchange exchange, Function<byte[], Mono<T>> handler) {
		ServerHttpRequest request = exchange.getRequest();
		requireJson(request.getHeaders());
		boolean gzip = isGzip(request.getHeaders());
		long length = request.getHeaders().getContentLength();
		if (length > this.maxRequest) {
			throw BodyReading.tooLarge(this.maxRequest);
		}
		Flux<DataBuffer> content = request.getBody().doOnSubscribe((subscription) -> UnreadBody.markRead(exchange));
		return Mono.using(this.memory::share, (share) -> {
			BodyReading reading = new BodyReading(share, this.maxRequest);
			return this.deadline.within(reading.read(content, length))
				.timeout(this.timeout)
				.onErrorMap(TimeoutException.class, (ex) -> slow())
				.publishOn(this.scheduler)
				.map((body) -> gzip ? reading.unzipped(body) : body)
				.flatMap(handler);
		}, BodyMemory.Share::release);
	}

	private static void requireJson(HttpHeaders headers) {
		MediaType type = contentType(headers);
		if (type == null
				|| !(type.isCompatibleWith(MediaType.APPLICATION_JSON) || type.getSubtype().endsWith("+json"))) {
			throw unsupported("Content-Type has to be application/json");
		}
	}

	private static @Nullable MediaType contentType(HttpHeaders headers) {
		try {
			return headers.getContentType();
		}
		catch (InvalidMediaTypeException ex) {
			return null;
		}
	}

	private static boolean isGzip(HttpHeaders headers) {
		String encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
		if (!StringUtils.hasText(encoding) || encoding.equalsIgnoreCase("identity")) {
			return false;
		}
		if (encoding.equalsIgnoreCase("gzip")) {
			return true;
		}
		throw unsupported("Content-Encoding has to be gzip or absent");
	}

	private static ApiException unsupported(String message) {
		return new ApiException(ApiError.of(415, ApiError.INVALID_REQUEST, "unsupported_media_type", message));
	}

	private ApiException slow() {
		return new ApiException(ApiError.of(408, ApiError.INVALID_REQUEST, "request_timeout",
				"The body did not arrive within " + this.timeout.toSeconds() + " seconds"));
	}

}
