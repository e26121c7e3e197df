package io.github.gigachat.spring.ai;

import java.util.Locale;

import io.github.gigachat.spring.ai.api.GigaChatNonTransientException;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.image.ImageOptions;
import org.springframework.util.StringUtils;

/**
 * An image model's own options, and what of a request's options goes before them.
 */
final class ImageDefaults {

	private static final String CORRECT = "Correct the property, or the option of that name in the request";

	private final GigaChatImageOptions options;

	private final UnsupportedOptions unsupported = new UnsupportedOptions(GigaChatImageModel.class);

	ImageDefaults(GigaChatImageOptions options) {
		this.options = StringUtils.hasText(options.getModel()) ? options
				: options.mutate().model(GigaChatImageModel.DEFAULT_MODEL).build();
	}

	/**
	 * Checks what a model is built with.
	 * @throws IllegalArgumentException naming the option that cannot be right
	 */
	static void check(GigaChatImageOptions options) {
		Integer n = options.getN();
		if (n != null && n < 1) {
			throw new IllegalArgumentException("n has to be at least 1, but is " + n);
		}
		String format = options.getResponseFormat();
		if (!isBase64(format)) {
			throw new IllegalArgumentException("response-format has to be b64_json, but is " + format);
		}
	}

	GigaChatImageOptions options() {
		return this.options;
	}

	UnsupportedOptions unsupported() {
		return this.unsupported;
	}

	/**
	 * The options of one request.
	 * @throws GigaChatNonTransientException naming the option that cannot be right
	 */
	GigaChatImageOptions merged(@Nullable ImageOptions given) {
		if (given == null) {
			return this.options;
		}
		this.unsupported.warn(given);
		GigaChatImageOptions.Builder merged = this.options.mutate();
		if (given instanceof GigaChatImageOptions own && own.getHeaders() != null) {
			merged.headers(own.getHeaders());
		}
		if (given instanceof GigaChatImageOptions || isPortable(given)) {
			merged.model(StringUtils.hasText(given.getModel()) ? given.getModel() : this.options.getModel())
				.style((given.getStyle() != null) ? given.getStyle() : this.options.getStyle());
		}
		// another provider's model and styles mean nothing here
		merged.n((given.getN() != null) ? given.getN() : this.options.getN())
			.responseFormat(
					(given.getResponseFormat() != null) ? given.getResponseFormat() : this.options.getResponseFormat());
		return checked(merged.build());
	}

	/** Options of Spring AI's own, which name a model only where somebody did. */
	private static boolean isPortable(ImageOptions options) {
		return options.getClass().getPackageName().equals(ImageOptions.class.getPackageName());
	}

	private static GigaChatImageOptions checked(GigaChatImageOptions merged) {
		Integer n = merged.getN();
		if (n != null && n < 1) {
			throw GigaChatNonTransientException
				.invalidRequest("spring.ai.gigachat.image.n has to be at least 1, but is " + n, CORRECT);
		}
		if (!isBase64(merged.getResponseFormat())) {
			throw GigaChatNonTransientException.invalidRequest(
					"The response format " + merged.getResponseFormat()
							+ " is not to be had: GigaChat gives pictures to holders of its token only, so there is"
							+ " no address that others could open",
					"Leave the format unset, or ask for b64_json, and take Image.getB64Json() or GigaChatImage.getBytes()");
		}
		return merged;
	}

	private static boolean isBase64(@Nullable String format) {
		return format == null || format.isBlank() || format.strip().toLowerCase(Locale.ROOT).equals("b64_json");
	}

}
