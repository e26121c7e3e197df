package io.github.gigachat.samples.gateway.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;

import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ApiException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Reads the body of one request, within the maximum of a request and of the memory.
 */
final class BodyReading {

	/** The time that a request waits for room in memory. */
	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final Duration RETRY_INTERVAL = Duration.ofMillis(50);

	private static final int PIECE = 64 * 1024;

	private final BodyMemory.Share memory;

	private final long max;

	private long read;

	/** The bytes that were taken from the memory at once, by the length of the body. */
	private long reserved;

	BodyReading(BodyMemory.Share memory, long max) {
		this.memory = memory;
		this.max = max;
	}

	/**
	 * Reads a body.
	 * @param length the length of the body, or -1 if it is not known
	 */
	Mono<byte[]> read(Flux<DataBuffer> body, long length) {
		Mono<byte[]> read = body.concatMap(this::admitted, 1)
			.collectList()
			.map(BodyReading::joined)
			.doOnDiscard(DataBuffer.class, DataBufferUtils::release);
		if (length <= 0) {
			return read;
		}
		// all at once: bodies that get their room piece by piece may all be stuck
		return room(length).then(Mono.defer(() -> {
			this.reserved = length;
			return read;
		}));
	}

	private Mono<DataBuffer> admitted(DataBuffer buffer) {
		int bytes = buffer.readableByteCount();
		this.read += bytes;
		if (this.read > this.max) {
			DataBufferUtils.release(buffer);
			return Mono.error(tooLarge(this.max));
		}
		if (this.read <= this.reserved || this.memory.take(bytes)) {
			return Mono.just(buffer);
		}
		return room(bytes).thenReturn(buffer)
			.doOnCancel(() -> DataBufferUtils.release(buffer))
			.doOnError((failure) -> DataBufferUtils.release(buffer));
	}

	/** Waits until the memory has room. */
	private Mono<Void> room(long bytes) {
		return Mono.fromSupplier(() -> this.memory.take(bytes))
			.filter(Boolean::booleanValue)
			.repeatWhenEmpty(
					(attempts) -> attempts.take(PATIENCE.dividedBy(RETRY_INTERVAL)).delayElements(RETRY_INTERVAL))
			.switchIfEmpty(Mono.error(BodyReading::full))
			.then();
	}

	private static byte[] joined(List<DataBuffer> buffers) {
		int size = buffers.stream().mapToInt(DataBuffer::readableByteCount).sum();
		byte[] bytes = new byte[size];
		int at = 0;
		for (DataBuffer buffer : buffers) {
			int length = buffer.readableByteCount();
			buffer.read(bytes, at, length);
			at += length;
			DataBufferUtils.release(buffer);
		}
		return bytes;
	}

	/** Expands a body. Each piece is counted before it is kept. */
	byte[] unzipped(byte[] body) {
		ByteArrayOutputStream expanded = new ByteArrayOutputStream();
		try (InputStream content = new GZIPInputStream(new ByteArrayInputStream(body))) {
			byte[] piece = content.readNBytes(PIECE);
			while (piece.length > 0) {
				if (expanded.size() + piece.length > this.max) {
					throw tooLarge(this.max);
				}
				if (!this.memory.take(piece.length)) {
					throw full();
				}
				expanded.writeBytes(piece);
				piece = content.readNBytes(PIECE);
			}
			return expanded.toByteArray();
		}
		catch (IOException ex) {
			throw new ApiException(ApiError.invalid(null, "The body is not valid gzip").withCode("invalid_json"), ex);
		}
	}

	/** Returns the error of a body that is too large. */
	static ApiException tooLarge(long max) {
		return new ApiException(ApiError.of(413, ApiError.INVALID_REQUEST, "request_too_large",
				"The body has more than " + max + " bytes. Send smaller pictures or a shorter conversation"));
	}

	private static ApiException full() {
		return new ApiException(ApiError.overloaded("The gateway holds too many large requests"));
	}

}
