package io.github.gigachat.spring.boot;

import io.github.gigachat.spring.ai.api.FilterRules;
import io.github.gigachat.spring.ai.api.FilterSettings;
import org.jspecify.annotations.Nullable;

/**
 * Which of the service's filters look at chats of the v2 API.
 */
public class GigaChatFilterProperties {

	/**
	 * Whether a model judges what is asked, in the v2 API. Unset, the contract decides.
	 */
	private @Nullable Boolean requestNeuro;

	/**
	 * Whether forbidden words are looked for in what is asked, in the v2 API. Unset, the
	 * contract decides.
	 */
	private @Nullable Boolean requestBlacklist;

	/**
	 * Whether allowed words are looked for in what is asked, in the v2 API. Unset, the
	 * contract decides.
	 */
	private @Nullable Boolean requestWhitelist;

	/**
	 * Whether forbidden words are looked for in what is answered, in the v2 API. Unset,
	 * the contract decides.
	 */
	private @Nullable Boolean responseBlacklist;

	/**
	 * Creates properties with nothing set.
	 */
	public GigaChatFilterProperties() {
	}

	@Nullable FilterSettings toSettings() {
		boolean ofRequest = this.requestNeuro != null || this.requestBlacklist != null || this.requestWhitelist != null;
		if (!ofRequest && this.responseBlacklist == null) {
			return null;
		}
		return new FilterSettings(
				ofRequest ? new FilterRules(this.requestNeuro, this.requestBlacklist, this.requestWhitelist) : null,
				(this.responseBlacklist != null) ? new FilterRules(null, this.responseBlacklist, null) : null);
	}

	/**
	 * Whether a model judges what is asked.
	 * @return whether it does
	 */
	public @Nullable Boolean getRequestNeuro() {
		return this.requestNeuro;
	}

	/**
	 * Sets whether a model judges what is asked.
	 * @param requestNeuro whether it does
	 */
	public void setRequestNeuro(@Nullable Boolean requestNeuro) {
		this.requestNeuro = requestNeuro;
	}

	/**
	 * Whether forbidden words are looked for in what is asked.
	 * @return whether they are
	 */
	public @Nullable Boolean getRequestBlacklist() {
		return this.requestBlacklist;
	}

	/**
	 * Sets whether forbidden words are looked for in what is asked.
	 * @param requestBlacklist whether they are
	 */
	public void setRequestBlacklist(@Nullable Boolean requestBlacklist) {
		this.requestBlacklist = requestBlacklist;
	}

	/**
	 * Whether allowed words are looked for in what is asked.
	 * @return whether they are
	 */
	public @Nullable Boolean getRequestWhitelist() {
		return this.requestWhitelist;
	}

	/**
	 * Sets whether allowed words are looked for in what is asked.
	 * @param requestWhitelist whether they are
	 */
	public void setRequestWhitelist(@Nullable Boolean requestWhitelist) {
		this.requestWhitelist = requestWhitelist;
	}

	/**
	 * Whether forbidden words are looked for in what is answered.
	 * @return whether they are
	 */
	public @Nullable Boolean getResponseBlacklist() {
		return this.responseBlacklist;
	}

	/**
	 * Sets whether forbidden words are looked for in what is answered.
	 * @param responseBlacklist whether they are
	 */
	public void setResponseBlacklist(@Nullable Boolean responseBlacklist) {
		this.responseBlacklist = responseBlacklist;
	}

}
