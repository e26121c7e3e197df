package io.github.gigachat.spring.boot.autoconfigure;

import java.util.function.Consumer;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.media.MediaUploads;
import io.github.gigachat.spring.boot.GigaChatMediaProperties;
import org.jspecify.annotations.Nullable;

/**
 * Creates {@link MediaUploads} from the properties. A refused value is reported with the
 * name of its property.
 */
final class MediaUploadsFactory {

	private MediaUploadsFactory() {
	}

	/**
	 * Creates the uploads without sending a request.
	 * @param api the API for uploads
	 * @param properties the properties
	 * @param telemetry the meters of the connection
	 * @return the uploads
	 */
	static MediaUploads create(GigaChatApi api, GigaChatMediaProperties properties, ConnectionTelemetry telemetry) {
		MediaUploads.Builder builder = MediaUploads.builder(api)
			.meterRegistry(telemetry.meters(), telemetry.meterTags());
		set("cache-size", properties.getCacheSize(), builder::cacheSize);
		set("time-to-live", properties.getTimeToLive(), builder::timeToLive);
		set("delete-after-use", properties.getDeleteAfterUse(), builder::deleteAfterUse);
		set("delete-on-expiry", properties.getDeleteOnExpiry(), builder::deleteOnExpiry);
		set("delete-on-shutdown", properties.getDeleteOnShutdown(), builder::deleteOnClose);
		set("max-redirects", properties.getMaxRedirects(), builder::maxRedirects);
		set("allow-private-addresses", properties.getAllowPrivateAddresses(), builder::allowPrivateAddresses);
		return builder.build();
	}

	private static <T> void set(String name, @Nullable T value, Consumer<T> setter) {
		ConfiguredValue.set(GigaChatMediaProperties.CONFIG_PREFIX + "." + name, value, setter);
	}

}
