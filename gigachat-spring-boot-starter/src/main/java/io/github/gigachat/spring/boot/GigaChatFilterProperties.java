package io.github.gigachat.spring.boot;

import io.github.gigachat.spring.ai.api.chat.FilterSettings;
import org.jspecify.annotations.Nullable;

/**
 * Properties of the service's filters for chats of the v2 API,
 * {@code spring.ai.gigachat.chat.filter.*}.
 */
public class GigaChatFilterProperties {

	/**
	 * Whether a model checks requests in the v2 API. Default: decided by the contract.
	 */
	private @Nullable Boolean requestNeuro;

	/**
	 * Whether requests are checked for forbidden words in the v2 API. Default: decided by
	 * the contract.
	 */
	private @Nullable Boolean requestBlacklist;

	/**
	 * Whether requests are checked for allowed words in the v2 API. Default: decided by
	 * the contract.
	 */
	private @Nullable Boolean requestWhitelist;

	/**
	 * Whether answers are checked for forbidden words in the v2 API. Default: decided by
	 * the contract.
	 */
	private @Nullable Boolean responseBlacklist;

	/**
	 * Creates properties with their defaults.
	 */
	public GigaChatFilterProperties() {
	}

	@Nullable FilterSettings toSettings() {
		boolean ofRequest = this.requestNeuro != null || this.requestBlacklist != null || this.requestWhitelist != null;
		if (!ofRequest && this.responseBlacklist == null) {
			return null;
		}
		return new FilterSettings(
				ofRequest ? new FilterSettings.Rules(this.requestNeuro, this.requestBlacklist, this.requestWhitelist)
						: null,
				(this.responseBlacklist != null) ? new FilterSettings.Rules(null, this.responseBlacklist, null) : null);
	}

	/**
	 * Returns whether a model checks requests.
	 * @return {@code true} to check them, or {@code null} to let the contract decide
	 */
	public @Nullable Boolean getRequestNeuro() {
		return this.requestNeuro;
	}

	/**
	 * Sets whether a model checks requests.
	 * @param requestNeuro {@code true} to check them, or {@code null} to let the contract
	 * decide
	 */
	public void setRequestNeuro(@Nullable Boolean requestNeuro) {
		this.requestNeuro = requestNeuro;
	}

	/**
	 * Returns whether requests are checked for forbidden words.
	 * @return {@code true} to check them, or {@code null} to let the contract decide
	 */
	public @Nullable Boolean getRequestBlacklist() {
		return this.requestBlacklist;
	}

	/**
	 * Sets whether requests are checked for forbidden words.
	 * @param requestBlacklist {@code true} to check them, or {@code null} to let the
	 * contract decide
	 */
	public void setRequestBlacklist(@Nullable Boolean requestBlacklist) {
		this.requestBlacklist = requestBlacklist;
	}

	/**
	 * Returns whether requests are checked for allowed words.
	 * @return {@code true} to check them, or {@code null} to let the contract decide
	 */
	public @Nullable Boolean getRequestWhitelist() {
		return this.requestWhitelist;
	}

	/**
	 * Sets whether requests are checked for allowed words.
	 * @param requestWhitelist {@code true} to check them, or {@code null} to let the
	 * contract decide
	 */
	public void setRequestWhitelist(@Nullable Boolean requestWhitelist) {
		this.requestWhitelist = requestWhitelist;
	}

	/**
	 * Returns whether answers are checked for forbidden words.
	 * @return {@code true} to check them, or {@code null} to let the contract decide
	 */
	public @Nullable Boolean getResponseBlacklist() {
		return this.responseBlacklist;
	}

	/**
	 * Sets whether answers are checked for forbidden words.
	 * @param responseBlacklist {@code true} to check them, or {@code null} to let the
	 * contract decide
	 */
	public void setResponseBlacklist(@Nullable Boolean responseBlacklist) {
		this.responseBlacklist = responseBlacklist;
	}

}
