package io.github.gigachat.spring.ai;

import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.image.ImageOptions;

/**
 * Options of a GigaChat image request. Immutable. An option that is {@code null} takes
 * its value from the options of the {@link GigaChatImageModel}.
 */
public final class GigaChatImageOptions implements ImageOptions {

	private final @Nullable String model;

	private final @Nullable String style;

	private final @Nullable Integer n;

	private final @Nullable String responseFormat;

	private final @Nullable Map<String, String> headers;

	private GigaChatImageOptions(Builder builder) {
		this.model = builder.model;
		this.style = builder.style;
		this.n = builder.n;
		this.responseFormat = builder.responseFormat;
		this.headers = builder.headers;
	}

	/**
	 * Creates a builder without any option set.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns the name of the chat model that draws the picture. Default: the name in the
	 * options of the image model, or {@value GigaChatImageModel#DEFAULT_MODEL} if there
	 * is none.
	 * @return the name, or {@code null} for the default
	 */
	@Override
	public @Nullable String getModel() {
		return this.model;
	}

	/**
	 * Returns the style of the picture, sent as the system message of the request, such
	 * as "You are Wassily Kandinsky". Default: no system message.
	 * @return the text, or {@code null} for the default
	 */
	@Override
	public @Nullable String getStyle() {
		return this.style;
	}

	/**
	 * Returns the number of pictures. The service draws one picture per request, so each
	 * picture is a separate request with its own cost in tokens. Default: 1.
	 * @return the number, at least 1, or {@code null} for the default
	 */
	@Override
	public @Nullable Integer getN() {
		return this.n;
	}

	/**
	 * Returns the format of the response. The only supported format is {@code b64_json},
	 * which is also the default.
	 * @return the format, or {@code null} for the default
	 */
	@Override
	public @Nullable String getResponseFormat() {
		return this.responseFormat;
	}

	/**
	 * Returns additional HTTP headers of the requests, for example {@code X-Client-ID}.
	 * The picture is downloaded with the same headers.
	 * @return the headers by name, or {@code null} for none
	 */
	public @Nullable Map<String, String> getHeaders() {
		return this.headers;
	}

	/**
	 * Returns {@code null}: the service does not let a client choose the size.
	 * @return {@code null}
	 */
	@Override
	public @Nullable Integer getWidth() {
		return null;
	}

	/**
	 * Returns {@code null}: the service does not let a client choose the size.
	 * @return {@code null}
	 */
	@Override
	public @Nullable Integer getHeight() {
		return null;
	}

	/**
	 * Creates a builder with the values of these options.
	 * @return the builder
	 */
	public Builder mutate() {
		return new Builder().model(this.model)
			.style(this.style)
			.n(this.n)
			.responseFormat(this.responseFormat)
			.headers(this.headers);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof GigaChatImageOptions that && Objects.equals(this.model, that.model)
				&& Objects.equals(this.style, that.style) && Objects.equals(this.n, that.n)
				&& Objects.equals(this.responseFormat, that.responseFormat)
				&& Objects.equals(this.headers, that.headers);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.model, this.style, this.n, this.responseFormat, this.headers);
	}

	/**
	 * Returns a description of the options that are set. Headers are shown by name, and
	 * the style is masked.
	 */
	@Override
	public String toString() {
		StringJoiner text = new StringJoiner(", ", "GigaChatImageOptions[", "]");
		show(text, "model", this.model);
		show(text, "style", (this.style != null) ? "***" : null);
		show(text, "n", this.n);
		show(text, "responseFormat", this.responseFormat);
		show(text, "headers", (this.headers != null) ? this.headers.keySet() : null);
		return text.toString();
	}

	private static void show(StringJoiner text, String name, @Nullable Object value) {
		if (value != null) {
			text.add(name + "=" + value);
		}
	}

	/**
	 * Builder for {@link GigaChatImageOptions}.
	 */
	public static final class Builder {

		private @Nullable String model;

		private @Nullable String style;

		private @Nullable Integer n;

		private @Nullable String responseFormat;

		private @Nullable Map<String, String> headers;

		private Builder() {
		}

		/**
		 * Sets the name of the chat model that draws the picture.
		 * @param model the name; {@code null} for the name in the image model's options
		 * @return this builder
		 */
		public Builder model(@Nullable String model) {
			this.model = model;
			return this;
		}

		/**
		 * Sets the style of the picture.
		 * @param style the text of the system message; {@code null} for the style in the
		 * image model's options, empty for none
		 * @return this builder
		 */
		public Builder style(@Nullable String style) {
			this.style = style;
			return this;
		}

		/**
		 * Sets the number of pictures.
		 * @param n the number, at least 1; {@code null} for the number in the image
		 * model's options
		 * @return this builder
		 */
		public Builder n(@Nullable Integer n) {
			this.n = n;
			return this;
		}

		/**
		 * Sets the format of the response.
		 * @param responseFormat {@code b64_json}, or {@code null} for the default; with
		 * any other value the call fails before a request is sent
		 * @return this builder
		 */
		public Builder responseFormat(@Nullable String responseFormat) {
			this.responseFormat = responseFormat;
			return this;
		}

		/**
		 * Sets additional HTTP headers of the requests. They are added to the headers of
		 * the image model's options and override a header of the same name.
		 * @param headers the headers by name; {@code null} for the headers of the image
		 * model's options alone
		 * @return this builder
		 */
		public Builder headers(@Nullable Map<String, String> headers) {
			this.headers = (headers != null) ? Map.copyOf(headers) : null;
			return this;
		}

		/**
		 * Builds the options.
		 * @return the options
		 */
		public GigaChatImageOptions build() {
			return new GigaChatImageOptions(this);
		}

	}

}
