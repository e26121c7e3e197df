package io.github.gigachat.spring.boot;

import io.github.gigachat.spring.ai.GigaChatImageOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.StringUtils;

/**
 * Properties of images, {@code spring.ai.gigachat.image.*}: the default options of every
 * call.
 */
@ConfigurationProperties(GigaChatImageProperties.CONFIG_PREFIX)
public class GigaChatImageProperties {

	/** Prefix of the properties' names. */
	public static final String CONFIG_PREFIX = "spring.ai.gigachat.image";

	/**
	 * Name of the chat model that draws images.
	 */
	private @Nullable String model;

	/**
	 * Style of images, sent as the system message, such as "You are Wassily Kandinsky".
	 */
	private @Nullable String style;

	/**
	 * Number of images per call, greater than 0. Each image is a request of its own.
	 */
	private @Nullable Integer n;

	/**
	 * Creates properties with their defaults.
	 */
	public GigaChatImageProperties() {
	}

	/**
	 * Creates options from the properties.
	 * @return the options; values that are not set or blank are {@code null}
	 */
	public GigaChatImageOptions toOptions() {
		return GigaChatImageOptions.builder()
			.model(StringUtils.hasText(this.model) ? this.model.strip() : null)
			.style(StringUtils.hasText(this.style) ? this.style : null)
			.n(this.n)
			.build();
	}

	/**
	 * Returns the name of the chat model that draws images.
	 * @return the name, or {@code null} for the default
	 */
	public @Nullable String getModel() {
		return this.model;
	}

	/**
	 * Sets the name of the chat model that draws images.
	 * @param model the name, or {@code null} for the default
	 */
	public void setModel(@Nullable String model) {
		this.model = model;
	}

	/**
	 * Returns the style of images.
	 * @return the text of the system message, or {@code null} for none
	 */
	public @Nullable String getStyle() {
		return this.style;
	}

	/**
	 * Sets the style of images.
	 * @param style the text of the system message, or {@code null} for none
	 */
	public void setStyle(@Nullable String style) {
		this.style = style;
	}

	/**
	 * Returns the number of images per call.
	 * @return the number, or {@code null} for the default
	 */
	public @Nullable Integer getN() {
		return this.n;
	}

	/**
	 * Sets the number of images per call.
	 * @param n the number, or {@code null} for the default
	 */
	public void setN(@Nullable Integer n) {
		this.n = n;
	}

}
