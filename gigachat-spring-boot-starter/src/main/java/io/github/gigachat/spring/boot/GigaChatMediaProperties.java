package io.github.gigachat.spring.boot;

import java.time.Duration;

import io.github.gigachat.spring.ai.media.MediaDownload;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What happens to the files of conversations, on their way to the service and back.
 */
@ConfigurationProperties(GigaChatMediaProperties.CONFIG_PREFIX)
public class GigaChatMediaProperties {

	/** What the properties' names begin with. */
	public static final String CONFIG_PREFIX = "spring.ai.gigachat.media";

	/**
	 * Most uploaded files that are kept for further use; 0 to upload for each call anew.
	 */
	private @Nullable Integer cacheSize;

	/**
	 * How long an uploaded file is kept after its last use.
	 */
	private @Nullable Duration timeToLive;

	/**
	 * Whether an uploaded file is deleted when the call that it was attached to is over.
	 * An answer that calls a tool keeps it for the requests that follow.
	 */
	private @Nullable Boolean deleteAfterUse;

	/**
	 * Whether an uploaded file that leaves the cache, for its age or for want of room, is
	 * deleted.
	 */
	private @Nullable Boolean deleteOnExpiry;

	/**
	 * Whether the uploaded files in the cache are deleted on shut-down, which waits for
	 * it at most 10 seconds.
	 */
	private @Nullable Boolean deleteOnShutdown;

	/**
	 * Maximum number of redirects that the URL of a medium may take; 0 to follow none.
	 */
	private @Nullable Integer maxRedirects;

	/**
	 * Whether the URL of a medium may lead to a private, loopback, link-local or
	 * multicast address.
	 */
	private @Nullable Boolean allowPrivateAddresses;

	/**
	 * When the files that a model made are downloaded.
	 */
	private MediaDownload download = MediaDownload.EAGER;

	/**
	 * Creates properties with nothing set.
	 */
	public GigaChatMediaProperties() {
	}

	/**
	 * When the files that a model made are downloaded.
	 * @return when
	 */
	public MediaDownload getDownload() {
		return this.download;
	}

	/**
	 * Sets when the files that a model made are downloaded.
	 * @param download when
	 */
	public void setDownload(MediaDownload download) {
		this.download = download;
	}

	/**
	 * Most uploaded files that are kept.
	 * @return the number
	 */
	public @Nullable Integer getCacheSize() {
		return this.cacheSize;
	}

	/**
	 * Sets the most uploaded files that are kept.
	 * @param cacheSize the number
	 */
	public void setCacheSize(@Nullable Integer cacheSize) {
		this.cacheSize = cacheSize;
	}

	/**
	 * How long an uploaded file is kept.
	 * @return the time after its last use
	 */
	public @Nullable Duration getTimeToLive() {
		return this.timeToLive;
	}

	/**
	 * Sets how long an uploaded file is kept.
	 * @param timeToLive the time after its last use
	 */
	public void setTimeToLive(@Nullable Duration timeToLive) {
		this.timeToLive = timeToLive;
	}

	/**
	 * Whether a file is deleted after its call.
	 * @return whether it is
	 */
	public @Nullable Boolean getDeleteAfterUse() {
		return this.deleteAfterUse;
	}

	/**
	 * Sets whether a file is deleted after its call.
	 * @param deleteAfterUse whether it is
	 */
	public void setDeleteAfterUse(@Nullable Boolean deleteAfterUse) {
		this.deleteAfterUse = deleteAfterUse;
	}

	/**
	 * Whether a file that leaves the cache is deleted.
	 * @return whether it is
	 */
	public @Nullable Boolean getDeleteOnExpiry() {
		return this.deleteOnExpiry;
	}

	/**
	 * Sets whether a file that leaves the cache is deleted.
	 * @param deleteOnExpiry whether it is
	 */
	public void setDeleteOnExpiry(@Nullable Boolean deleteOnExpiry) {
		this.deleteOnExpiry = deleteOnExpiry;
	}

	/**
	 * Whether the files in the cache are deleted on shut-down.
	 * @return whether they are
	 */
	public @Nullable Boolean getDeleteOnShutdown() {
		return this.deleteOnShutdown;
	}

	/**
	 * Sets whether the files in the cache are deleted on shut-down.
	 * @param deleteOnShutdown whether they are
	 */
	public void setDeleteOnShutdown(@Nullable Boolean deleteOnShutdown) {
		this.deleteOnShutdown = deleteOnShutdown;
	}

	/**
	 * Returns the maximum number of redirects of a URL.
	 * @return the number, or {@code null} for the default
	 */
	public @Nullable Integer getMaxRedirects() {
		return this.maxRedirects;
	}

	/**
	 * Sets the maximum number of redirects of a URL.
	 * @param maxRedirects the number; 0 to follow none
	 */
	public void setMaxRedirects(@Nullable Integer maxRedirects) {
		this.maxRedirects = maxRedirects;
	}

	/**
	 * Returns whether URLs may lead to private addresses.
	 * @return whether they may, or {@code null} for the default
	 */
	public @Nullable Boolean getAllowPrivateAddresses() {
		return this.allowPrivateAddresses;
	}

	/**
	 * Sets whether URLs may lead to private addresses.
	 * @param allowPrivateAddresses whether they may
	 */
	public void setAllowPrivateAddresses(@Nullable Boolean allowPrivateAddresses) {
		this.allowPrivateAddresses = allowPrivateAddresses;
	}

}
