package io.github.gigachat.spring.ai.internal.media;

import java.util.concurrent.TimeUnit;

import io.github.gigachat.spring.ai.metrics.OwnedMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Meters for uploads: their number, duration and size, and the number of uploads avoided
 * by the cache.
 */
public final class MediaMeters implements AutoCloseable {

	private final @Nullable OwnedMeters meters;

	/**
	 * Creates the meters. Each meter is registered with its first value.
	 * @param registry the registry; {@code null} for none
	 */
	public MediaMeters(@Nullable MeterRegistry registry, Tags tags) {
		this.meters = (registry != null) ? new OwnedMeters(registry, tags) : null;
	}

	void uploaded(MediaKind kind, long bytes, long start) {
		time(kind, "uploaded", start);
		if (this.meters != null) {
			this.meters.update((registry, tags) -> Counter.builder("gigachat.media.sent")
				.description("Size of the files that were uploaded")
				.baseUnit("bytes")
				.tags(tags)
				.tag("kind", kind.word())
				.register(registry), (counter) -> counter.increment((double) bytes));
		}
	}

	void failed(MediaKind kind, long start) {
		time(kind, "failed", start);
	}

	private void time(MediaKind kind, String outcome, long start) {
		long time = System.nanoTime() - start;
		if (this.meters != null) {
			this.meters.update((registry, tags) -> Timer.builder("gigachat.media.upload")
				.description("Attempts to upload a file, including the time to fetch it from a URL")
				.tags(tags)
				.tag("kind", kind.word())
				.tag("outcome", outcome)
				.register(registry), (timer) -> timer.record(time, TimeUnit.NANOSECONDS));
		}
	}

	/** Counts an upload that was avoided. */
	void found() {
		if (this.meters != null) {
			this.meters.update((registry, tags) -> Counter.builder("gigachat.media.found")
				.description("Media whose content was already uploaded or being uploaded")
				.baseUnit("files")
				.tags(tags)
				.register(registry), Counter::increment);
		}
	}

	/**
	 * Removes the meters from the registry.
	 */
	@Override
	public void close() {
		if (this.meters != null) {
			this.meters.close();
		}
	}

}
