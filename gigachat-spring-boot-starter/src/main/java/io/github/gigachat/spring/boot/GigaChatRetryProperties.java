package io.github.gigachat.spring.boot;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * When a failed request is sent again: {@code spring.ai.gigachat.retry.*}.
 */
public class GigaChatRetryProperties {

	/**
	 * Requests in all before a failure reaches the application; 1 for no repeat.
	 */
	private @Nullable Integer maxAttempts;

	/**
	 * Pause before the second request.
	 */
	private @Nullable Duration initialInterval;

	/**
	 * How much longer each further pause is.
	 */
	private @Nullable Double multiplier;

	/**
	 * Longest pause between two requests.
	 */
	private @Nullable Duration maxInterval;

	/**
	 * Longest pause that the service may ask for: when it asks for more, its error
	 * reaches the application at once.
	 */
	private @Nullable Duration maxRetryAfter;

	/**
	 * Whether to repeat a request that was not answered in time, although it may have
	 * been billed.
	 */
	private @Nullable Boolean afterTimeout;

	/**
	 * Name of a RetryTemplate bean of the application, whose policy alone then decides
	 * attempts and pauses.
	 */
	private @Nullable String template;

	/**
	 * Creates properties with nothing set.
	 */
	public GigaChatRetryProperties() {
	}

	/**
	 * The most requests of a call.
	 * @return the number
	 */
	public @Nullable Integer getMaxAttempts() {
		return this.maxAttempts;
	}

	/**
	 * Sets the most requests of a call.
	 * @param maxAttempts the number
	 */
	public void setMaxAttempts(@Nullable Integer maxAttempts) {
		this.maxAttempts = maxAttempts;
	}

	/**
	 * The pause before the second request.
	 * @return the pause
	 */
	public @Nullable Duration getInitialInterval() {
		return this.initialInterval;
	}

	/**
	 * Sets the pause before the second request.
	 * @param initialInterval the pause
	 */
	public void setInitialInterval(@Nullable Duration initialInterval) {
		this.initialInterval = initialInterval;
	}

	/**
	 * How much longer each further pause is.
	 * @return the factor
	 */
	public @Nullable Double getMultiplier() {
		return this.multiplier;
	}

	/**
	 * Sets how much longer each further pause is.
	 * @param multiplier the factor
	 */
	public void setMultiplier(@Nullable Double multiplier) {
		this.multiplier = multiplier;
	}

	/**
	 * The longest pause.
	 * @return the pause
	 */
	public @Nullable Duration getMaxInterval() {
		return this.maxInterval;
	}

	/**
	 * Sets the longest pause.
	 * @param maxInterval the pause
	 */
	public void setMaxInterval(@Nullable Duration maxInterval) {
		this.maxInterval = maxInterval;
	}

	/**
	 * The longest pause that the service may ask for.
	 * @return the pause
	 */
	public @Nullable Duration getMaxRetryAfter() {
		return this.maxRetryAfter;
	}

	/**
	 * Sets the longest pause that the service may ask for.
	 * @param maxRetryAfter the pause
	 */
	public void setMaxRetryAfter(@Nullable Duration maxRetryAfter) {
		this.maxRetryAfter = maxRetryAfter;
	}

	/**
	 * Whether a timed-out request is repeated.
	 * @return whether it is repeated
	 */
	public @Nullable Boolean getAfterTimeout() {
		return this.afterTimeout;
	}

	/**
	 * Sets whether a timed-out request is repeated.
	 * @param afterTimeout whether it is repeated
	 */
	public void setAfterTimeout(@Nullable Boolean afterTimeout) {
		this.afterTimeout = afterTimeout;
	}

	/**
	 * The name of the application's template.
	 * @return the name of a bean
	 */
	public @Nullable String getTemplate() {
		return this.template;
	}

	/**
	 * Sets the name of the application's template.
	 * @param template the name of a bean
	 */
	public void setTemplate(@Nullable String template) {
		this.template = template;
	}

}
