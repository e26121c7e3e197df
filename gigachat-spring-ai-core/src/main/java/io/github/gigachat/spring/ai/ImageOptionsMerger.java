package io.github.gigachat.spring.ai;

import java.util.Locale;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.image.ImageOptions;

/**
 * Merges the options of a request with the defaults of an image model.
 */
final class ImageOptionsMerger {

	private static final String CORRECT = "Correct the option, or the property spring.ai.gigachat.image.n";

	private final GigaChatImageOptions options;

	private final UnsupportedOptions unsupported = new UnsupportedOptions(GigaChatImageModel.class);

	ImageOptionsMerger(GigaChatImageOptions options) {
		String model = OptionsMerge.name(options.getModel(), GigaChatImageModel.DEFAULT_MODEL);
		this.options = options.mutate().model(model).build();
	}

	/**
	 * Checks the options that a model is built with.
	 * @throws IllegalArgumentException if an option is invalid; the message names the
	 * option
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
	 * Returns all options of one request.
	 * @throws GigaChatNonTransientException if an option is invalid; the message names
	 * the option
	 */
	GigaChatImageOptions merged(@Nullable ImageOptions given) {
		if (given == null) {
			return this.options;
		}
		this.unsupported.warn(given);
		GigaChatImageOptions.Builder merged = this.options.mutate()
			.n(OptionsMerge.value(given.getN(), this.options.getN()))
			.responseFormat(OptionsMerge.value(given.getResponseFormat(), this.options.getResponseFormat()));
		if (!OptionsMerge.isForeign(given)) {
			// the model and the style of another provider do not apply here
			merged.model(OptionsMerge.name(given.getModel(), this.options.getModel()))
				.style(OptionsMerge.value(given.getStyle(), this.options.getStyle()));
		}
		if (given instanceof GigaChatImageOptions own) {
			merged.headers(OptionsMerge.headers(own.getHeaders(), this.options.getHeaders()));
		}
		return checked(merged.build());
	}

	private static GigaChatImageOptions checked(GigaChatImageOptions merged) {
		Integer n = merged.getN();
		if (n != null && n < 1) {
			throw GigaChatNonTransientException.invalidOption("n", "n has to be at least 1, but is " + n, CORRECT);
		}
		if (!isBase64(merged.getResponseFormat())) {
			throw GigaChatNonTransientException.invalidOption("response-format", "response-format "
					+ merged.getResponseFormat()
					+ " is not supported: a picture can be downloaded with GigaChat's access token only, so it has"
					+ " no public URL",
					"Leave the format unset or set b64_json, and read Image.getB64Json() or GigaChatImage.getBytes()");
		}
		return merged;
	}

	private static boolean isBase64(@Nullable String format) {
		return format == null || format.isBlank() || format.strip().toLowerCase(Locale.ROOT).equals("b64_json");
	}

}
