package io.github.gigachat.spring.ai;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.media.MediaUploads;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import org.jspecify.annotations.Nullable;

/**
 * What uploads a model's media: uploads that were passed in, or some of its own.
 *
 * @param uploads the uploads
 * @param owned whether they are the model's own, and closed with it
 */
record ModelUploads(MediaUploads uploads, boolean owned) implements AutoCloseable {

	/**
	 * Takes the uploads that were passed in, or makes some.
	 * @param given the uploads that were passed in
	 * @param api the model's API
	 * @param meterRegistry where the model's own are measured
	 * @param meterTags tags of their meters
	 */
	static ModelUploads of(@Nullable MediaUploads given, GigaChatApi api, @Nullable MeterRegistry meterRegistry,
			Iterable<? extends Tag> meterTags) {
		return (given != null) ? new ModelUploads(given, false)
				: new ModelUploads(MediaUploads.builder(api).meterRegistry(meterRegistry, meterTags).build(), true);
	}

	@Override
	public void close() {
		if (this.owned) {
			this.uploads.close();
		}
	}

}
