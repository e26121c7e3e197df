package io.github.gigachat.spring.ai.internal.media;

import java.util.concurrent.TimeUnit;

import io.github.gigachat.spring.ai.metrics.OwnedMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Measures uploads: how many, how long, how large, and how many were not needed.
 */
public final class MediaMeters implements AutoCloseable {

	private final @Nullable OwnedMeters meters;

	/**
	 * Creates the meters; one is registered when it has its first value.
	 * @param registry where they are registered; {@code null} for nowhere
	 * @param tags tags of all of them
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
				.description("Attempts to upload a file, with fetching what a URL leads to")
				.tags(tags)
				.tag("kind", kind.word())
				.tag("outcome", outcome)
				.register(registry), (timer) -> timer.record(time, TimeUnit.NANOSECONDS));
		}
	}

	/** A file was there already. */
	void found() {
		if (this.meters != null) {
			this.meters.update((registry, tags) -> Counter.builder("gigachat.media.found")
				.description("Media whose content had been uploaded before, or was being")
				.baseUnit("files")
				.tags(tags)
				.register(registry), Counter::increment);
		}
	}

	/**
	 * Removes the meters from their registry.
	 */
	@Override
	public void close() {
		if (this.meters != null) {
			this.meters.close();
		}
	}

}
