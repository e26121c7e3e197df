package io.github.gigachat.spring.ai.media;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.gigachat.spring.ai.api.FailureKind;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.GigaChatFailure;
import io.github.gigachat.spring.ai.api.RequestHeaders;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

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

	MediaUploads(MediaUploadsBuilder builder) {
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
	public static MediaUploadsBuilder builder(GigaChatApi api) {
		return new MediaUploadsBuilder(api);
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
	 * @throws io.github.gigachat.spring.ai.api.GigaChatNonTransientException naming the
	 * message and the medium that the service does not take
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

}
