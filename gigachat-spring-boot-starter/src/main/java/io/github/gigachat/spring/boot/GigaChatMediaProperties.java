package io.github.gigachat.spring.boot;

import java.time.Duration;

import io.github.gigachat.spring.ai.media.MediaDownload;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of uploaded and downloaded files, {@code spring.ai.gigachat.media.*}.
 */
@ConfigurationProperties(GigaChatMediaProperties.CONFIG_PREFIX)
public class GigaChatMediaProperties {

	/** Prefix of the properties' names. */
	public static final String CONFIG_PREFIX = "spring.ai.gigachat.media";

	/**
	 * Maximum number of uploaded files that are kept for reuse. Set it to 0 to upload
	 * files for each call.
	 */
	private @Nullable Integer cacheSize;

	/**
	 * Time for which an uploaded file is kept after its last use.
	 */
	private @Nullable Duration timeToLive;

	/**
	 * Whether to delete an uploaded file at the end of the call that used it. After an
	 * answer with a tool call, the file is kept for the following requests.
	 */
	private @Nullable Boolean deleteAfterUse;

	/**
	 * Whether to delete an uploaded file that leaves the cache because of its age or the
	 * size of the cache.
	 */
	private @Nullable Boolean deleteOnExpiry;

	/**
	 * Whether to delete the cached files on shutdown, which then takes up to 10 seconds
	 * longer.
	 */
	private @Nullable Boolean deleteOnShutdown;

	/**
	 * Maximum number of redirects of the URL of a medium. Set it to 0 to follow none.
	 */
	private @Nullable Integer maxRedirects;

	/**
	 * Whether the URL of a medium may lead to a private, loopback, link-local or
	 * multicast address.
	 */
	private @Nullable Boolean allowPrivateAddresses;

	/**
	 * Time at which files that a model created are downloaded.
	 */
	private MediaDownload download = MediaDownload.EAGER;

	/**
	 * Creates properties with their defaults.
	 */
	public GigaChatMediaProperties() {
	}

	/**
	 * Returns the time at which files that a model created are downloaded.
	 * @return the time
	 */
	public MediaDownload getDownload() {
		return this.download;
	}

	/**
	 * Sets the time at which files that a model created are downloaded.
	 * @param download the time
	 */
	public void setDownload(MediaDownload download) {
		this.download = download;
	}

	/**
	 * Returns the maximum number of uploaded files that are kept.
	 * @return the number, or {@code null} for the default
	 */
	public @Nullable Integer getCacheSize() {
		return this.cacheSize;
	}

	/**
	 * Sets the maximum number of uploaded files that are kept.
	 * @param cacheSize the number, or {@code null} for the default
	 */
	public void setCacheSize(@Nullable Integer cacheSize) {
		this.cacheSize = cacheSize;
	}

	/**
	 * Returns the time for which an uploaded file is kept.
	 * @return the time after its last use, or {@code null} for the default
	 */
	public @Nullable Duration getTimeToLive() {
		return this.timeToLive;
	}

	/**
	 * Sets the time for which an uploaded file is kept.
	 * @param timeToLive the time after its last use, or {@code null} for the default
	 */
	public void setTimeToLive(@Nullable Duration timeToLive) {
		this.timeToLive = timeToLive;
	}

	/**
	 * Returns whether a file is deleted after its call.
	 * @return {@code true} to delete it, or {@code null} for the default
	 */
	public @Nullable Boolean getDeleteAfterUse() {
		return this.deleteAfterUse;
	}

	/**
	 * Sets whether a file is deleted after its call.
	 * @param deleteAfterUse {@code true} to delete it, or {@code null} for the default
	 */
	public void setDeleteAfterUse(@Nullable Boolean deleteAfterUse) {
		this.deleteAfterUse = deleteAfterUse;
	}

	/**
	 * Returns whether a file that leaves the cache is deleted.
	 * @return {@code true} to delete it, or {@code null} for the default
	 */
	public @Nullable Boolean getDeleteOnExpiry() {
		return this.deleteOnExpiry;
	}

	/**
	 * Sets whether a file that leaves the cache is deleted.
	 * @param deleteOnExpiry {@code true} to delete it, or {@code null} for the default
	 */
	public void setDeleteOnExpiry(@Nullable Boolean deleteOnExpiry) {
		this.deleteOnExpiry = deleteOnExpiry;
	}

	/**
	 * Returns whether the cached files are deleted on shutdown.
	 * @return {@code true} to delete them, or {@code null} for the default
	 */
	public @Nullable Boolean getDeleteOnShutdown() {
		return this.deleteOnShutdown;
	}

	/**
	 * Sets whether the cached files are deleted on shutdown.
	 * @param deleteOnShutdown {@code true} to delete them, or {@code null} for the
	 * default
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
	 * @param maxRedirects the number, or {@code null} for the default
	 */
	public void setMaxRedirects(@Nullable Integer maxRedirects) {
		this.maxRedirects = maxRedirects;
	}

	/**
	 * Returns whether URLs may lead to private addresses.
	 * @return {@code true} to allow it, or {@code null} for the default
	 */
	public @Nullable Boolean getAllowPrivateAddresses() {
		return this.allowPrivateAddresses;
	}

	/**
	 * Sets whether URLs may lead to private addresses.
	 * @param allowPrivateAddresses {@code true} to allow it, or {@code null} for the
	 * default
	 */
	public void setAllowPrivateAddresses(@Nullable Boolean allowPrivateAddresses) {
		this.allowPrivateAddresses = allowPrivateAddresses;
	}

}
