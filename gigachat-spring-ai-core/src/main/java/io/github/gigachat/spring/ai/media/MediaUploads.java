package io.github.gigachat.spring.ai.media;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.internal.media.AddressRules;
import io.github.gigachat.spring.ai.internal.media.CachedFile;
import io.github.gigachat.spring.ai.internal.media.MediaMeters;
import io.github.gigachat.spring.ai.internal.media.MediaThreads;
import io.github.gigachat.spring.ai.internal.media.MediaUploader;
import io.github.gigachat.spring.ai.internal.media.UploadCache;
import io.github.gigachat.spring.ai.internal.media.UrlFetcher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.content.Media;

/**
 * Uploads the media of prompts to the service. The same content is uploaded only once.
 * <p>
 * Uploaded files are cached. The cache key is the SHA-256 of the content, its type, and
 * the {@code X-Client-ID} and {@code Authorization} headers of the request, since the
 * service returns a file only to the client that uploaded it. An instance belongs to one
 * API, and so to one base URL and its credentials. Models of the same API can share it.
 * Thread-safe.
 */
public final class MediaUploads implements AutoCloseable {

	/** Default maximum number of files in the cache. */
	public static final int DEFAULT_CACHE_SIZE = 1_000;

	/** Default time for which a file is cached after its last use. */
	public static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofHours(1);

	/** Default maximum number of redirects that the URL of a medium may take. */
	public static final int DEFAULT_MAX_REDIRECTS = 3;

	private static final Log logger = LogFactory.getLog(MediaUploads.class);

	/** Maximum time that {@link #close()} waits for the deletion of files. */
	private static final Duration CLOSING = Duration.ofSeconds(10);

	private static final Duration LEAST_PAUSE = Duration.ofMillis(10);

	private final GigaChatApi api;

	private final boolean deleteAfterUse;

	private final boolean deleteOnExpiry;

	private final boolean deleteOnClose;

	private final UploadCache cache;

	private final MediaThreads threads = new MediaThreads();

	private final UrlFetcher fetcher;

	private final MediaMeters meters;

	private final MediaUploader uploader;

	private final AtomicBoolean expiring = new AtomicBoolean();

	private volatile boolean closed;

	MediaUploads(Builder builder) {
		this.api = builder.api;
		this.deleteAfterUse = builder.deleteAfterUse;
		this.deleteOnExpiry = builder.deleteOnExpiry;
		this.deleteOnClose = builder.deleteOnClose;
		this.cache = new UploadCache(builder.cacheSize, builder.timeToLive, builder.clock);
		this.fetcher = new UrlFetcher(builder.urlClient, builder.allowedUrls, builder.maxRedirects,
				new AddressRules(builder.allowPrivateAddresses, builder.urlClient), this.api.settings().readTimeout());
		this.meters = new MediaMeters(builder.meterRegistry, builder.meterTags);
		this.uploader = new MediaUploader(this.cache, this.fetcher, this.meters);
	}

	/**
	 * Creates a builder of uploads.
	 * @param api the API that files are uploaded through; it is not closed with the
	 * uploads
	 * @return the builder
	 */
	public static Builder builder(GigaChatApi api) {
		return new Builder(api);
	}

	/**
	 * Returns the API that files are uploaded through.
	 * @return the API
	 */
	public GigaChatApi api() {
		return this.api;
	}

	/**
	 * Uploads a medium ahead of its first use, unless it is already cached. Blocks until
	 * it is uploaded. The file belongs to the cache and is deleted when the cache evicts
	 * it, unless deletion is off. To keep a file, upload it with
	 * {@link GigaChatApi#files()} and attach it with
	 * {@link GigaChatMedia#uploaded(org.springframework.util.MimeType, String)}.
	 * @param media the medium
	 * @throws RuntimeException an exception of this provider if the upload fails
	 */
	public void upload(Media media) {
		UserMessage message = UserMessage.builder().text("").media(media).build();
		try (PromptFiles files = of(List.of(message), RequestHeaders.none()).attach(this.api.timeLeft())) {
			files.keep(true);
		}
	}

	/**
	 * Collects the media of a prompt and refuses those that the service does not accept,
	 * before any content is read.
	 * @param messages the prompt's messages
	 * @param headers the additional headers of the request, which the uploads send as
	 * well
	 * @return the media
	 * @throws io.github.gigachat.spring.ai.failure.GigaChatNonTransientException if the
	 * service does not accept a medium; the message names the prompt's message and the
	 * medium
	 */
	public PromptMedia of(List<Message> messages, RequestHeaders headers) {
		return new PromptMedia(this, PromptRules.media(messages), headers);
	}

	void requireOpen() {
		if (this.closed) {
			throw UploadCache.closedException();
		}
	}

	MediaUploader uploader() {
		return this.uploader;
	}

	MediaThreads threads() {
		return this.threads;
	}

	/** Ends a call's use of a file. */
	void leave(CachedFile file, boolean over) {
		this.cache.leave(file, over && this.deleteAfterUse);
		discard();
		watchExpiry();
	}

	/** Removes a file that the service has lost. */
	void forget(CachedFile file) {
		this.cache.forget(file);
	}

	/** Deletes the files that were removed from the cache. */
	private void discard() {
		for (CachedFile file : this.cache.left()) {
			if (this.deleteOnExpiry || this.deleteAfterUse) {
				this.threads.run(() -> delete(file));
			}
		}
	}

	/**
	 * Schedules the removal of expired files, so that it does not depend on further
	 * calls.
	 */
	private void watchExpiry() {
		if (this.closed || !this.expiring.compareAndSet(false, true)) {
			return;
		}
		Duration pause = this.cache.untilNextExpiry();
		if (pause == null) {
			this.expiring.set(false);
			// a file released in between did not schedule, since expiring was still true
			if (this.cache.untilNextExpiry() != null) {
				watchExpiry();
			}
			return;
		}
		Duration least = (pause.compareTo(LEAST_PAUSE) > 0) ? pause : LEAST_PAUSE;
		this.threads.runLater(least, () -> {
			this.expiring.set(false);
			this.cache.expire();
			discard();
			watchExpiry();
		});
	}

	private void delete(CachedFile file) {
		file.whenUploaded((uploaded) -> delete(uploaded, file.headers));
	}

	private void delete(CachedFile.Uploaded uploaded, RequestHeaders headers) {
		try {
			this.api.files().withHeaders(headers).delete(uploaded.id());
		}
		catch (RuntimeException ex) {
			if (ex instanceof GigaChatFailure failure && failure.kind() == FailureKind.NOT_FOUND) {
				// deleted by someone else
				return;
			}
			logger.warn("A file that was uploaded could not be deleted: " + ex.getMessage());
		}
	}

	/**
	 * Deletes the cached files if {@link Builder#deleteOnClose} is set, for at most 10
	 * seconds. Then removes the meters and stops the threads. The API stays open.
	 */
	@Override
	public void close() {
		this.closed = true;
		List<CachedFile> all = this.cache.close();
		if (this.deleteOnClose) {
			// an upload in progress deletes its own file
			all.forEach((file) -> this.threads.run(() -> delete(file)));
		}
		this.threads.close(CLOSING);
		this.fetcher.close();
		this.meters.close();
	}

	/**
	 * Builder for {@link MediaUploads}. Only the API is required.
	 */
	public static final class Builder {

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

		Builder(GigaChatApi api) {
			this.api = Objects.requireNonNull(api, "api");
		}

		/**
		 * Sets the maximum number of cached files. The least recently used ones are
		 * removed first. Files in use by a call do not count. Default:
		 * {@value MediaUploads#DEFAULT_CACHE_SIZE}.
		 * @param cacheSize the number; 0 to upload the media of each call again
		 * @return this builder
		 */
		public Builder cacheSize(int cacheSize) {
			if (cacheSize < 0) {
				throw new IllegalArgumentException("cache-size must not be negative, but is " + cacheSize);
			}
			this.cacheSize = cacheSize;
			return this;
		}

		/**
		 * Sets the time for which a file is cached after its last use. Default: 1 hour.
		 * @param timeToLive the time, above zero
		 * @return this builder
		 */
		public Builder timeToLive(Duration timeToLive) {
			if (timeToLive.isNegative() || timeToLive.isZero()) {
				throw new IllegalArgumentException("time-to-live has to be above zero, but is " + timeToLive);
			}
			this.timeToLive = timeToLive;
			return this;
		}

		/**
		 * Sets whether a file is deleted at the end of the call that it was attached to,
		 * whether the call succeeds or fails. After an answer that calls a tool, the file
		 * is kept for the following requests, until an answer calls no tool. Default:
		 * {@code false}.
		 * @param deleteAfterUse {@code true} to delete
		 * @return this builder
		 */
		public Builder deleteAfterUse(boolean deleteAfterUse) {
			this.deleteAfterUse = deleteAfterUse;
			return this;
		}

		/**
		 * Sets whether a file is deleted when it is removed from the cache because of its
		 * age or the cache size. Default: {@code true}.
		 * @param deleteOnExpiry {@code false} to leave the file in the service's storage
		 * @return this builder
		 */
		public Builder deleteOnExpiry(boolean deleteOnExpiry) {
			this.deleteOnExpiry = deleteOnExpiry;
			return this;
		}

		/**
		 * Sets whether the cached files are deleted when the uploads are closed. Default:
		 * {@code true}.
		 * @param deleteOnClose {@code false} to leave the files in the service's storage
		 * @return this builder
		 */
		public Builder deleteOnClose(boolean deleteOnClose) {
			this.deleteOnClose = deleteOnClose;
			return this;
		}

		/**
		 * Sets the filter for the URLs of media that may be fetched, including the
		 * targets of redirects. An application whose users supply URLs should set it.
		 * Default: all URLs that lead to public addresses.
		 * @param allowedUrls the filter, called for each http or https URL before it is
		 * requested
		 * @return this builder
		 */
		public Builder allowUrls(Predicate<URI> allowedUrls) {
			this.allowedUrls = Objects.requireNonNull(allowedUrls, "allowedUrls");
			return this;
		}

		/**
		 * Sets the maximum number of redirects that the URL of a medium may take. The
		 * target of each redirect must pass {@link #allowUrls} and the check of
		 * addresses. A redirect from https to http is refused. Default:
		 * {@value MediaUploads#DEFAULT_MAX_REDIRECTS}.
		 * @param maxRedirects the number; 0 to follow none
		 * @return this builder
		 * @throws IllegalArgumentException if the number is negative
		 */
		public Builder maxRedirects(int maxRedirects) {
			if (maxRedirects < 0) {
				throw new IllegalArgumentException("max-redirects must not be negative, but is " + maxRedirects);
			}
			this.maxRedirects = maxRedirects;
			return this;
		}

		/**
		 * Sets whether the URL of a medium may lead to a private, loopback, link-local or
		 * multicast address. If it may not, the addresses of the host are checked
		 * immediately before each request. The HTTP client resolves the host name again
		 * after the check. It gets the same addresses as long as the JVM's DNS cache
		 * holds them ({@code networkaddress.cache.ttl}); an address that changes later is
		 * not detected. An HTTP proxy resolves host names itself, so with a proxy only
		 * literal addresses and {@code localhost} are checked. Default: {@code false}.
		 * @param allowPrivateAddresses {@code true} to allow them
		 * @return this builder
		 */
		public Builder allowPrivateAddresses(boolean allowPrivateAddresses) {
			this.allowPrivateAddresses = allowPrivateAddresses;
			return this;
		}

		/**
		 * Sets the client that fetches the URLs of media. It must neither follow
		 * redirects by itself nor have a cookie handler or an authenticator;
		 * {@link #build} checks this. A client certificate in its {@code SSLContext} is
		 * sent to each server that requests one. The client is not closed with the
		 * uploads. Default: a client with the JVM's trust and proxy.
		 * @param urlClient the client; {@code null} for the default
		 * @return this builder
		 */
		public Builder urlClient(@Nullable HttpClient urlClient) {
			this.urlClient = urlClient;
			return this;
		}

		/**
		 * Sets the registry for the meters of uploads. Default: none.
		 * @param meterRegistry the registry
		 * @return this builder
		 */
		public Builder meterRegistry(@Nullable MeterRegistry meterRegistry) {
			return meterRegistry(meterRegistry, List.of());
		}

		/**
		 * Sets the registry as {@link #meterRegistry(MeterRegistry)} does, with tags that
		 * distinguish these uploads from others in the same registry.
		 * @param meterRegistry the registry
		 * @param tags the tags of all meters
		 * @return this builder
		 */
		public Builder meterRegistry(@Nullable MeterRegistry meterRegistry, Iterable<? extends Tag> tags) {
			this.meterRegistry = meterRegistry;
			this.meterTags = Tags.of(tags);
			return this;
		}

		/** Sets the clock for the age of files. */
		Builder clock(Clock clock) {
			this.clock = clock;
			return this;
		}

		/**
		 * Builds the uploads. No connection is opened yet.
		 * @return the uploads
		 * @throws IllegalArgumentException if the client for URLs follows redirects by
		 * itself, or has a cookie handler or an authenticator
		 * @throws IllegalStateException if the API is a view
		 */
		public MediaUploads build() {
			if (this.api.isView()) {
				throw new IllegalStateException(
						"The api of MediaUploads is a view: pass the API that GigaChatApi.Builder built");
			}
			if (this.urlClient != null) {
				requireWithoutOwnWays(this.urlClient);
			}
			return new MediaUploads(this);
		}

		private static void requireWithoutOwnWays(HttpClient client) {
			if (client.followRedirects() != HttpClient.Redirect.NEVER) {
				throw new IllegalArgumentException("The urlClient follows redirects by itself ("
						+ client.followRedirects() + "), so their addresses cannot be checked: build it with"
						+ " followRedirects(HttpClient.Redirect.NEVER), and set maxRedirects here");
			}
			if (client.cookieHandler().isPresent() || client.authenticator().isPresent()) {
				throw new IllegalArgumentException("The urlClient has "
						+ (client.cookieHandler().isPresent() ? "a cookie handler" : "an authenticator")
						+ ", which sends credentials to the servers of URLs: build it without one");
			}
		}

	}

}
