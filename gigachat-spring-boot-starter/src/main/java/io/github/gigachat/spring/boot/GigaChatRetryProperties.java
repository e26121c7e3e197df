package io.github.gigachat.spring.boot;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Properties of the retry of failed requests, {@code spring.ai.gigachat.retry.*}.
 */
public class GigaChatRetryProperties {

	/**
	 * Maximum number of attempts of a call, including the first one. Set it to 1 to
	 * disable retries.
	 */
	private @Nullable Integer maxAttempts;

	/**
	 * Pause before the second attempt.
	 */
	private @Nullable Duration initialInterval;

	/**
	 * Multiplier applied to the pause after each attempt.
	 */
	private @Nullable Double multiplier;

	/**
	 * Maximum pause between two attempts.
	 */
	private @Nullable Duration maxInterval;

	/**
	 * Maximum pause that the service may demand. If it demands a longer one, its error
	 * reaches the application at once.
	 */
	private @Nullable Duration maxRetryAfter;

	/**
	 * Whether to repeat a request that timed out, although it may have been billed.
	 */
	private @Nullable Boolean afterTimeout;

	/**
	 * Name of a RetryTemplate bean of the application, whose policy replaces
	 * 'max-attempts', 'initial-interval', 'multiplier' and 'max-interval'.
	 */
	private @Nullable String template;

	/**
	 * Creates properties with their defaults.
	 */
	public GigaChatRetryProperties() {
	}

	/**
	 * Returns the maximum number of attempts of a call.
	 * @return the number, or {@code null} for the default
	 */
	public @Nullable Integer getMaxAttempts() {
		return this.maxAttempts;
	}

	/**
	 * Sets the maximum number of attempts of a call.
	 * @param maxAttempts the number, or {@code null} for the default
	 */
	public void setMaxAttempts(@Nullable Integer maxAttempts) {
		this.maxAttempts = maxAttempts;
	}

	/**
	 * Returns the pause before the second attempt.
	 * @return the pause, or {@code null} for the default
	 */
	public @Nullable Duration getInitialInterval() {
		return this.initialInterval;
	}

	/**
	 * Sets the pause before the second attempt.
	 * @param initialInterval the pause, or {@code null} for the default
	 */
	public void setInitialInterval(@Nullable Duration initialInterval) {
		this.initialInterval = initialInterval;
	}

	/**
	 * Returns the multiplier of the pause.
	 * @return the multiplier, or {@code null} for the default
	 */
	public @Nullable Double getMultiplier() {
		return this.multiplier;
	}

	/**
	 * Sets the multiplier of the pause.
	 * @param multiplier the multiplier, or {@code null} for the default
	 */
	public void setMultiplier(@Nullable Double multiplier) {
		this.multiplier = multiplier;
	}

	/**
	 * Returns the maximum pause between two attempts.
	 * @return the pause, or {@code null} for the default
	 */
	public @Nullable Duration getMaxInterval() {
		return this.maxInterval;
	}

	/**
	 * Sets the maximum pause between two attempts.
	 * @param maxInterval the pause, or {@code null} for the default
	 */
	public void setMaxInterval(@Nullable Duration maxInterval) {
		this.maxInterval = maxInterval;
	}

	/**
	 * Returns the maximum pause that the service may demand.
	 * @return the pause, or {@code null} for the default
	 */
	public @Nullable Duration getMaxRetryAfter() {
		return this.maxRetryAfter;
	}

	/**
	 * Sets the maximum pause that the service may demand.
	 * @param maxRetryAfter the pause, or {@code null} for the default
	 */
	public void setMaxRetryAfter(@Nullable Duration maxRetryAfter) {
		this.maxRetryAfter = maxRetryAfter;
	}

	/**
	 * Returns whether a request that timed out is repeated.
	 * @return {@code true} to repeat it, or {@code null} for the default
	 */
	public @Nullable Boolean getAfterTimeout() {
		return this.afterTimeout;
	}

	/**
	 * Sets whether a request that timed out is repeated.
	 * @param afterTimeout {@code true} to repeat it, or {@code null} for the default
	 */
	public void setAfterTimeout(@Nullable Boolean afterTimeout) {
		this.afterTimeout = afterTimeout;
	}

	/**
	 * Returns the name of the application's retry template.
	 * @return the name of the bean, or {@code null} for none
	 */
	public @Nullable String getTemplate() {
		return this.template;
	}

	/**
	 * Sets the name of the application's retry template.
	 * @param template the name of the bean, or {@code null} for none
	 */
	public void setTemplate(@Nullable String template) {
		this.template = template;
	}

}
