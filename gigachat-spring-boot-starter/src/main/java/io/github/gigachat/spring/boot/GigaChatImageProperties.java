package io.github.gigachat.spring.boot;

import io.github.gigachat.spring.ai.GigaChatImageOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.StringUtils;

/**
 * The options that every call for images has unless it brings its own.
 */
@ConfigurationProperties(GigaChatImageProperties.CONFIG_PREFIX)
public class GigaChatImageProperties {

	/** What the properties' names begin with. */
	public static final String CONFIG_PREFIX = "spring.ai.gigachat.image";

	/**
	 * Name of the chat model that draws.
	 */
	private @Nullable String model;

	/**
	 * How images are to look: the system message of the request, such as "You are Wassily
	 * Kandinsky".
	 */
	private @Nullable String style;

	/**
	 * Number of images that a call draws. Each is a request of its own.
	 */
	private @Nullable Integer n;

	/**
	 * Creates properties with nothing set.
	 */
	public GigaChatImageProperties() {
	}

	/**
	 * The options that the properties describe.
	 * @return the options; what is unset or blank is {@code null} in them
	 */
	public GigaChatImageOptions toOptions() {
		return GigaChatImageOptions.builder()
			.model(StringUtils.hasText(this.model) ? this.model.strip() : null)
			.style(StringUtils.hasText(this.style) ? this.style : null)
			.n(this.n)
			.build();
	}

	/**
	 * Name of the chat model that draws.
	 * @return the name
	 */
	public @Nullable String getModel() {
		return this.model;
	}

	/**
	 * Sets the name of the chat model that draws.
	 * @param model the name
	 */
	public void setModel(@Nullable String model) {
		this.model = model;
	}

	/**
	 * How images are to look.
	 * @return the text of the system message
	 */
	public @Nullable String getStyle() {
		return this.style;
	}

	/**
	 * Sets how images are to look.
	 * @param style the text of the system message
	 */
	public void setStyle(@Nullable String style) {
		this.style = style;
	}

	/**
	 * Number of images that a call draws.
	 * @return the number
	 */
	public @Nullable Integer getN() {
		return this.n;
	}

	/**
	 * Sets the number of images that a call draws.
	 * @param n the number
	 */
	public void setN(@Nullable Integer n) {
		this.n = n;
	}

}
