package io.github.gigachat.spring.ai;

import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.image.ImageOptions;

/**
 * What is asked of a GigaChat image model beside the picture's description. Immutable;
 * what is {@code null} is as the model's own options have it.
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
	 * A builder of options.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * The chat model that draws; unset, that of the model's own options, which is
	 * {@value GigaChatImageModel#DEFAULT_MODEL} by default.
	 * @return the name
	 */
	@Override
	public @Nullable String getModel() {
		return this.model;
	}

	/**
	 * How the picture is to look: the system message of the request, such as "You are
	 * Wassily Kandinsky". Unset, there is none.
	 * @return the text
	 */
	@Override
	public @Nullable String getStyle() {
		return this.style;
	}

	/**
	 * How many pictures: each is a request of its own, since the service draws one at a
	 * time, and costs its own tokens. Unset, 1.
	 * @return the number, at least 1
	 */
	@Override
	public @Nullable Integer getN() {
		return this.n;
	}

	/**
	 * In which form the picture comes back; {@code b64_json} and unset are the same, and
	 * there is no other.
	 * @return the form
	 */
	@Override
	public @Nullable String getResponseFormat() {
		return this.responseFormat;
	}

	/**
	 * Headers of the requests, {@code X-Client-ID} for example: the picture is downloaded
	 * with the same ones.
	 * @return the headers, by name
	 */
	public @Nullable Map<String, String> getHeaders() {
		return this.headers;
	}

	/**
	 * The service has no choice of the size.
	 * @return {@code null}
	 */
	@Override
	public @Nullable Integer getWidth() {
		return null;
	}

	/**
	 * The service has no choice of the size.
	 * @return {@code null}
	 */
	@Override
	public @Nullable Integer getHeight() {
		return null;
	}

	/**
	 * A builder with what these options have.
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
	 * Tells the options; of the headers the names, and of the style only whether there is
	 * one.
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
	 * Builds options.
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
		 * The chat model that draws.
		 * @param model the name; {@code null} for that of the model's own options
		 * @return this builder
		 */
		public Builder model(@Nullable String model) {
			this.model = model;
			return this;
		}

		/**
		 * How the picture is to look.
		 * @param style the text of the system message; {@code null} for that of the
		 * model's own options, empty for none
		 * @return this builder
		 */
		public Builder style(@Nullable String style) {
			this.style = style;
			return this;
		}

		/**
		 * How many pictures.
		 * @param n the number, at least 1; {@code null} for that of the model's own
		 * options
		 * @return this builder
		 */
		public Builder n(@Nullable Integer n) {
			this.n = n;
			return this;
		}

		/**
		 * In which form the picture comes back.
		 * @param responseFormat {@code b64_json}, or {@code null}
		 * @return this builder
		 */
		public Builder responseFormat(@Nullable String responseFormat) {
			this.responseFormat = responseFormat;
			return this;
		}

		/**
		 * Sets headers of the requests. Those of the model's own options are sent, too,
		 * except headers of the same name.
		 * @param headers the headers, by name; {@code null} for those of the model's own
		 * options alone
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
