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
 * Gets the media of prompts to the service, each content once.
 * <p>
 * A file is found again by the SHA-256 of its content, its type, and the
 * {@code X-Client-ID} and {@code Authorization} of the request, since the service gives a
 * file only to who uploaded it. An instance belongs to one API, so to one base URL and
 * its credentials; models on the same API may share it. Thread-safe.
 */
public final class MediaUploads implements AutoCloseable {

	/** How many files are kept for further use, unless set. */
	public static final int DEFAULT_CACHE_SIZE = 1_000;

	/** How long a file is kept after its last use, unless set. */
	public static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofHours(1);

	/** Default maximum number of redirects that the URL of a medium may take. */
	public static final int DEFAULT_MAX_REDIRECTS = 3;

	private static final Log logger = LogFactory.getLog(MediaUploads.class);

	/** The longest that closing waits for files to be deleted. */
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
		this.uploader = new MediaUploader(this.api, this.cache, this.fetcher, this.meters);
	}

	/**
	 * A builder of uploads.
	 * @param api what files go through; it is not closed with them
	 * @return the builder
	 */
	public static Builder builder(GigaChatApi api) {
		return new Builder(api);
	}

	/**
	 * What files go through.
	 * @return the API
	 */
	public GigaChatApi api() {
		return this.api;
	}

	/**
	 * Uploads a medium ahead of its first use, unless it is there; blocks. The file is
	 * the cache's, and goes when the cache lets it go: one to keep is uploaded by
	 * {@link GigaChatApi#files()} and attached by
	 * {@link GigaChatMedia#uploaded(org.springframework.util.MimeType, String)}.
	 * @param media the medium
	 * @throws RuntimeException this provider's exception when it cannot be uploaded
	 */
	public void upload(Media media) {
		UserMessage message = UserMessage.builder().text("").media(media).build();
		of(List.of(message), RequestHeaders.none()).upload(this.api.settings().callTimeout()).release(true);
	}

	/**
	 * The media of a prompt. What the service does not take is told here, before anything
	 * is read.
	 * @param messages the prompt's messages
	 * @param headers what the request adds to its headers, which the uploads get, too
	 * @return the media
	 * @throws io.github.gigachat.spring.ai.failure.GigaChatNonTransientException naming
	 * the message and the medium that the service does not take
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

	/** A file that the service has lost. */
	void forget(CachedFile file) {
		this.cache.forget(file);
	}

	/** Deletes what left the cache. */
	private void discard() {
		for (CachedFile file : this.cache.left()) {
			if (this.deleteOnExpiry || this.deleteAfterUse) {
				this.threads.run(() -> delete(file));
			}
		}
	}

	/** Sees to it that files go when they are old, while nobody asks for any. */
	private void watchExpiry() {
		if (this.closed || !this.expiring.compareAndSet(false, true)) {
			return;
		}
		Duration pause = this.cache.untilNextExpiry();
		if (pause == null) {
			this.expiring.set(false);
			// one that was left in between has found somebody watching
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
				// somebody was faster
				return;
			}
			logger.warn("A file that was uploaded could not be deleted: " + ex.getMessage());
		}
	}

	/**
	 * Deletes the files in the cache, where it is set so, for at most 10 seconds; removes
	 * the meters and ends the threads. The API stays open.
	 */
	@Override
	public void close() {
		this.closed = true;
		List<CachedFile> all = this.cache.close();
		if (this.deleteOnClose) {
			// who uploads one at this moment deletes it
			all.forEach((file) -> this.threads.run(() -> delete(file)));
		}
		this.threads.close(CLOSING);
		this.fetcher.close();
		this.meters.close();
	}

	/**
	 * Builds {@link MediaUploads}. Nothing but the API is required.
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
		 * How many files are kept for further use, the last used ones;
		 * {@value MediaUploads#DEFAULT_CACHE_SIZE} unless set. Those that calls are using
		 * do not count.
		 * @param cacheSize the number; 0 to upload for each call anew
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
		 * How long a file is kept after its last use; an hour unless set.
		 * @param timeToLive the time
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
		 * Whether a file is deleted when the call that it was attached to is over, well
		 * or not; {@code false} unless set. An answer that calls a tool keeps it for the
		 * requests that follow, up to the answer that calls none.
		 * @param deleteAfterUse {@code true} to delete
		 * @return this builder
		 */
		public Builder deleteAfterUse(boolean deleteAfterUse) {
			this.deleteAfterUse = deleteAfterUse;
			return this;
		}

		/**
		 * Whether a file is deleted that leaves the cache, for its age or for want of
		 * room; {@code true} unless set.
		 * @param deleteOnExpiry {@code false} to leave it with the service
		 * @return this builder
		 */
		public Builder deleteOnExpiry(boolean deleteOnExpiry) {
			this.deleteOnExpiry = deleteOnExpiry;
			return this;
		}

		/**
		 * Whether the files in the cache are deleted when it is closed; {@code true}
		 * unless set.
		 * @param deleteOnClose {@code false} to leave them with the service
		 * @return this builder
		 */
		public Builder deleteOnClose(boolean deleteOnClose) {
			this.deleteOnClose = deleteOnClose;
			return this;
		}

		/**
		 * Sets the URLs of media that may be fetched, redirects included. Default: all
		 * that lead to public addresses. An application whose users name the URLs should
		 * set it.
		 * @param allowedUrls decides for each hop, an http or https URL, whether it may
		 * be fetched
		 * @return this builder
		 */
		public Builder allowUrls(Predicate<URI> allowedUrls) {
			this.allowedUrls = Objects.requireNonNull(allowedUrls, "allowedUrls");
			return this;
		}

		/**
		 * Sets the maximum number of redirects that the URL of a medium may take. Each
		 * one has to pass {@link #allowUrls} and the check of addresses; one from https
		 * to http is refused. Default: {@value MediaUploads#DEFAULT_MAX_REDIRECTS}.
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
		 * multicast address. If not, the addresses of a host are checked immediately
		 * before each request. The HTTP client resolves the name once more after the
		 * check. It gets the same answer as long as the JVM's name cache holds it
		 * ({@code networkaddress.cache.ttl}); an address that changes later is not
		 * caught. An HTTP proxy resolves names itself, so behind one only literal
		 * addresses and {@code localhost} are checked. Default: {@code false}.
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
		 * {@link #build} checks this. A client certificate of its {@code SSLContext} is
		 * shown to each server that asks for one. The client is not closed. Default: a
		 * client with the JVM's trust and proxy.
		 * @param urlClient the client; {@code null} for the default
		 * @return this builder
		 */
		public Builder urlClient(@Nullable HttpClient urlClient) {
			this.urlClient = urlClient;
			return this;
		}

		/**
		 * Where uploads are measured; nowhere unless set.
		 * @param meterRegistry the registry
		 * @return this builder
		 */
		public Builder meterRegistry(@Nullable MeterRegistry meterRegistry) {
			return meterRegistry(meterRegistry, List.of());
		}

		/**
		 * Like {@link #meterRegistry(MeterRegistry)}, with tags that tell these uploads
		 * from others in the same registry.
		 * @param meterRegistry the registry
		 * @param tags tags of all its meters
		 * @return this builder
		 */
		public Builder meterRegistry(@Nullable MeterRegistry meterRegistry, Iterable<? extends Tag> tags) {
			this.meterRegistry = meterRegistry;
			this.meterTags = Tags.of(tags);
			return this;
		}

		/** What tells the age of files. */
		Builder clock(Clock clock) {
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
