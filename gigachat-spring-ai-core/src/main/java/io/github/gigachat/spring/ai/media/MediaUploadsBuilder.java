package io.github.gigachat.spring.ai.media;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * Builds {@link MediaUploads}. Nothing but the API is required.
 */
public final class MediaUploadsBuilder {

	final GigaChatApi api;

	int cacheSize = MediaUploads.DEFAULT_CACHE_SIZE;

	Duration timeToLive = MediaUploads.DEFAULT_TIME_TO_LIVE;

	boolean deleteAfterUse;

	boolean deleteOnExpiry = true;

	boolean deleteOnClose = true;

	Predicate<URI> allowedUrls = (uri) -> true;

	int maxRedirects = MediaUploads.DEFAULT_MAX_REDIRECTS;

	boolean allowPrivateAddresses;

	@Nullable HttpClient urlClient;

	@Nullable MeterRegistry meterRegistry;

	Tags meterTags = Tags.empty();

	Clock clock = Clock.systemUTC();

	MediaUploadsBuilder(GigaChatApi api) {
		this.api = Objects.requireNonNull(api, "api");
	}

	/**
	 * How many files are kept for further use, the last used ones;
	 * {@value MediaUploads#DEFAULT_CACHE_SIZE} unless set. Those that calls are using do
	 * not count.
	 * @param cacheSize the number; 0 to upload for each call anew
	 * @return this builder
	 */
	public MediaUploadsBuilder cacheSize(int cacheSize) {
		if (cacheSize < 0) {
			throw new IllegalArgumentException("cache-size must not be negative, but is " + cacheSize);
		}
		this.cacheSize = cacheSize;
		return this;
	}

	/**
	 * How long a file is kept after its last use; an hour unless set.
	 * @param timeToLive the time
	 * @return this builder
	 */
	public MediaUploadsBuilder timeToLive(Duration timeToLive) {
		if (timeToLive.isNegative() || timeToLive.isZero()) {
			throw new IllegalArgumentException("time-to-live has to be above zero, but is " + timeToLive);
		}
		this.timeToLive = timeToLive;
		return this;
	}

	/**
	 * Whether a file is deleted when the call that it was attached to is over, well or
	 * not; {@code false} unless set. An answer that calls a tool keeps it for the
	 * requests that follow, up to the answer that calls none.
	 * @param deleteAfterUse {@code true} to delete
	 * @return this builder
	 */
	public MediaUploadsBuilder deleteAfterUse(boolean deleteAfterUse) {
		this.deleteAfterUse = deleteAfterUse;
		return this;
	}

	/**
	 * Whether a file is deleted that leaves the cache, for its age or for want of room;
	 * {@code true} unless set.
	 * @param deleteOnExpiry {@code false} to leave it with the service
	 * @return this builder
	 */
	public MediaUploadsBuilder deleteOnExpiry(boolean deleteOnExpiry) {
		this.deleteOnExpiry = deleteOnExpiry;
		return this;
	}

	/**
	 * Whether the files in the cache are deleted when it is closed; {@code true} unless
	 * set.
	 * @param deleteOnClose {@code false} to leave them with the service
	 * @return this builder
	 */
	public MediaUploadsBuilder deleteOnClose(boolean deleteOnClose) {
		this.deleteOnClose = deleteOnClose;
		return this;
	}

	/**
	 * Sets the URLs of media that may be fetched, redirects included. Default: all that
	 * lead to public addresses. An application whose users name the URLs should set it.
	 * @param allowedUrls decides for each hop, an http or https URL, whether it may be
	 * fetched
	 * @return this builder
	 */
	public MediaUploadsBuilder allowUrls(Predicate<URI> allowedUrls) {
		this.allowedUrls = Objects.requireNonNull(allowedUrls, "allowedUrls");
		return this;
	}

	/**
	 * Sets the maximum number of redirects that the URL of a medium may take. Each one
	 * has to pass {@link #allowUrls} and the check of addresses; one from https to http
	 * is refused. Default: {@value MediaUploads#DEFAULT_MAX_REDIRECTS}.
	 * @param maxRedirects the number; 0 to follow none
	 * @return this builder
	 * @throws IllegalArgumentException if the number is negative
	 */
	public MediaUploadsBuilder maxRedirects(int maxRedirects) {
		if (maxRedirects < 0) {
			throw new IllegalArgumentException("max-redirects must not be negative, but is " + maxRedirects);
		}
		this.maxRedirects = maxRedirects;
		return this;
	}

	/**
	 * Sets whether the URL of a medium may lead to a private, loopback, link-local or
	 * multicast address. If not, the addresses of a host are checked immediately before
	 * each request. The HTTP client resolves the name once more after the check. It gets
	 * the same answer as long as the JVM's name cache holds it
	 * ({@code networkaddress.cache.ttl}); an address that changes later is not caught. An
	 * HTTP proxy resolves names itself, so behind one only literal addresses and
	 * {@code localhost} are checked. Default: {@code false}.
	 * @param allowPrivateAddresses {@code true} to allow them
	 * @return this builder
	 */
	public MediaUploadsBuilder allowPrivateAddresses(boolean allowPrivateAddresses) {
		this.allowPrivateAddresses = allowPrivateAddresses;
		return this;
	}

	/**
	 * Sets the client that fetches the URLs of media. It must neither follow redirects by
	 * itself nor have a cookie handler or an authenticator; {@link #build} checks this. A
	 * client certificate of its {@code SSLContext} is shown to each server that asks for
	 * one. The client is not closed. Default: a client with the JVM's trust and proxy.
	 * @param urlClient the client; {@code null} for the default
	 * @return this builder
	 */
	public MediaUploadsBuilder urlClient(@Nullable HttpClient urlClient) {
		this.urlClient = urlClient;
		return this;
	}

	/**
	 * Where uploads are measured; nowhere unless set.
	 * @param meterRegistry the registry
	 * @return this builder
	 */
	public MediaUploadsBuilder meterRegistry(@Nullable MeterRegistry meterRegistry) {
		return meterRegistry(meterRegistry, List.of());
	}

	/**
	 * Like {@link #meterRegistry(MeterRegistry)}, with tags that tell these uploads from
	 * others in the same registry.
	 * @param meterRegistry the registry
	 * @param tags tags of all its meters
	 * @return this builder
	 */
	public MediaUploadsBuilder meterRegistry(@Nullable MeterRegistry meterRegistry, Iterable<? extends Tag> tags) {
		this.meterRegistry = meterRegistry;
		this.meterTags = Tags.of(tags);
		return this;
	}

	/** What tells the age of files. */
	MediaUploadsBuilder clock(Clock clock) {
		this.clock = clock;
		return this;
	}

	/**
	 * Builds the uploads; nothing connects yet.
	 * @return the uploads
	 * @throws IllegalArgumentException if the client for URLs follows redirects by
	 * itself, or has a cookie handler or an authenticator
	 */
	public MediaUploads build() {
		if (this.urlClient != null) {
			requireWithoutOwnWays(this.urlClient);
		}
		return new MediaUploads(this);
	}

	private static void requireWithoutOwnWays(HttpClient client) {
		if (client.followRedirects() != HttpClient.Redirect.NEVER) {
			throw new IllegalArgumentException("The urlClient follows redirects by itself (" + client.followRedirects()
					+ "), so their addresses cannot be checked: build it with"
					+ " followRedirects(HttpClient.Redirect.NEVER), and set maxRedirects here");
		}
		if (client.cookieHandler().isPresent() || client.authenticator().isPresent()) {
			throw new IllegalArgumentException("The urlClient has "
					+ (client.cookieHandler().isPresent() ? "a cookie handler" : "an authenticator")
					+ ", which sends credentials to the servers of URLs: build it without one");
		}
	}

}
