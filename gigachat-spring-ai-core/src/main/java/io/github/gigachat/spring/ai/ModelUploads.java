package io.github.gigachat.spring.ai;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.media.MediaUploads;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The uploads of a model's media, passed in by the application or created for the model.
 *
 * @param uploads the uploads
 * @param owned {@code true} if they were created for the model and are closed with it
 */
record ModelUploads(MediaUploads uploads, boolean owned) implements AutoCloseable {

	/**
	 * Returns the given uploads, or creates uploads if there are none.
	 * @param given the uploads that were passed in, if any
	 * @param api the model's API
	 * @param meterRegistry the registry for created uploads
	 * @param meterTags the tags of their meters
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
