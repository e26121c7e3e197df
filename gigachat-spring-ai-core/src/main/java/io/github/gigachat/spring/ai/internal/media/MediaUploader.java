package io.github.gigachat.spring.ai.internal.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import io.github.gigachat.spring.ai.api.FileUpload;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.UploadedFile;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import io.github.gigachat.spring.ai.internal.http.FinalFailure;
import io.github.gigachat.spring.ai.internal.media.CachedFile.Uploaded;
import org.jspecify.annotations.Nullable;

/**
 * Uploads a medium, unless its content is already uploaded. If several calls need the
 * same content at the same time, one call uploads it and the others wait.
 */
public final class MediaUploader {

	private final UploadCache cache;

	private final UrlFetcher fetcher;

	private final MediaMeters meters;

	/**
	 * Creates the uploader.
	 * @param cache the cache of uploaded files
	 * @param fetcher fetches the content of URLs
	 * @param meters the meters of uploads
	 */
	public MediaUploader(UploadCache cache, UrlFetcher fetcher, MediaMeters meters) {
		this.cache = cache;
		this.fetcher = fetcher;
		this.meters = meters;
	}

	/**
	 * Returns the length of a medium's content. Reads the content if necessary, which
	 * blocks.
	 * @param medium the medium
	 * @param atMost the maximum time
	 * @return the length, or -1 if it is known only after the upload
	 */
	public long measure(PromptFile medium, Duration atMost) {
		if (medium.content() instanceof MediaContent.Repeatable repeatable) {
			return measured(medium, repeatable, atMost).length();
		}
		if (medium.content() instanceof MediaContent.OfUrl url) {
			this.fetcher.requireAllowed(url.uri(), medium);
		}
		return -1;
	}

	private static ContentDigest measured(PromptFile medium, MediaContent.Repeatable content, Duration atMost) {
		ContentDigest measured;
		try {
			measured = content.measured(medium.fileType().kind().limit(), atMost);
		}
		catch (TimeoutException ex) {
			throw medium.where()
				.transientFailure(FailureKind.TIMEOUT, "was not read within the timeout of the whole call",
						"The limit is spring.ai.gigachat.call-timeout", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw GigaChatNonTransientException.of(FailureKind.CANCELLED,
					medium.where() + ": interrupted while its content was read", null, ex);
		}
		catch (IOException | RuntimeException ex) {
			throw unreadable(medium, ex);
		}
		ContentFormat.requireMatch(medium, measured.format());
		return measured;
	}

	private static GigaChatNonTransientException unreadable(PromptFile medium, Throwable cause) {
		if (cause instanceof ContentException content) {
			return content.of(medium);
		}
		return medium.where()
			.failure(FailureKind.INVALID_REQUEST, "cannot be read: " + cause.getClass().getName(), "See the cause",
					cause);
	}

	/**
	 * Returns the uploaded file of a medium. Uploads it if necessary.
	 * @param medium the medium
	 * @param headers the additional headers of the upload
	 * @param attempt the API for one attempt of the call
	 * @return the use of the file, which the caller must end in the cache
	 * @throws FinalFailure with the failure of a medium that can be read once only and
	 * was read already
	 */
	public UploadCache.Place file(PromptFile medium, RequestHeaders headers, GigaChatApi attempt) {
		try {
			return place(medium, headers, attempt);
		}
		catch (RuntimeException ex) {
			if (medium.content() instanceof MediaContent.Once once && once.failure() != null) {
				throw new FinalFailure(ex);
			}
			throw ex;
		}
	}

	private UploadCache.Place place(PromptFile medium, RequestHeaders headers, GigaChatApi attempt) {
		String key = key(medium, contentKey(medium, attempt), headers);
		while (true) {
			UploadCache.Place place = this.cache.enter(key, headers);
			if (place.isLeader()) {
				lead(medium, place.file(), headers, attempt);
				return place;
			}
			if (joined(place.file(), medium.where(), attempt.timeLeft())) {
				this.meters.found();
				return place;
			}
		}
	}

	/**
	 * Waits for another call's upload. Returns {@code false} if that call was given up.
	 */
	private boolean joined(CachedFile file, MediumPlace where, Duration atMost) {
		Uploaded uploaded;
		try {
			uploaded = file.await(atMost, where);
		}
		catch (RuntimeException ex) {
			this.cache.leave(file, false);
			throw ex;
		}
		if (uploaded == null) {
			this.cache.leave(file, false);
		}
		return uploaded != null;
	}

	private void lead(PromptFile medium, CachedFile file, RequestHeaders headers, GigaChatApi attempt) {
		long start = System.nanoTime();
		MediaKind kind = medium.fileType().kind();
		try {
			Uploaded uploaded = upload(medium, file, headers, attempt);
			file.succeeded(uploaded);
			this.meters.uploaded(kind, uploaded.length(), start);
		}
		catch (Throwable ex) {
			this.cache.forget(file);
			RuntimeException failure = (ex instanceof RuntimeException known) ? known : new IllegalStateException(ex);
			file.failed(failure, medium.where(), isOfThisCallAlone(failure, attempt));
			this.meters.failed(kind, start);
			throw ex;
		}
	}

	private static boolean isOfThisCallAlone(RuntimeException failure, GigaChatApi attempt) {
		return attempt.timeLeft().isZero()
				|| !(failure instanceof GigaChatFailure typed && typed.kind() != FailureKind.CANCELLED);
	}

	private Uploaded upload(PromptFile medium, CachedFile file, RequestHeaders headers, GigaChatApi attempt) {
		MediaContent content = medium.content();
		if (content instanceof MediaContent.Once once) {
			return uploadOnce(medium, once, file, headers, attempt);
		}
		if (content instanceof MediaContent.OfUrl url) {
			byte[] fetched = this.fetcher.fetch(url.uri(), medium, CallScope.within(attempt.timeLeft()));
			if (fetched.length == 0) {
				throw PromptFile.empty(medium.where());
			}
			ContentFormat.requireMatch(medium, ContentFormat.of(fetched, fetched.length));
			return sent(medium, FileUpload.of(medium.fileName(), medium.fileType().wireType(), fetched), headers,
					attempt, fetched.length);
		}
		MediaContent.Repeatable repeatable = (MediaContent.Repeatable) content;
		ContentDigest measured = measured(medium, repeatable, attempt.timeLeft());
		try {
			return sent(medium, fileOf(medium, repeatable, measured), headers, attempt, measured.length());
		}
		catch (GigaChatNonTransientException ex) {
			if (ex.getCause() instanceof ContentException.Changed) {
				repeatable.forgetMeasured();
			}
			throw ex;
		}
	}

	private static FileUpload fileOf(PromptFile medium, MediaContent.Repeatable content, ContentDigest measured) {
		if (content instanceof MediaContent.OfArray array) {
			return FileUpload.of(medium.fileName(), medium.fileType().wireType(), array.bytes());
		}
		return FileUpload
			.of(medium.fileName(), medium.fileType().wireType(), () -> DigestStream.unchanged(content.open(), measured))
			.ofLength(measured.length());
	}

	private Uploaded uploadOnce(PromptFile medium, MediaContent.Once once, CachedFile file, RequestHeaders headers,
			GigaChatApi attempt) {
		RuntimeException former = once.failure();
		if (former != null) {
			throw former;
		}
		FileType type = medium.fileType();
		try (DigestStream stream = DigestStream.limited(once.open(type), type.kind().limit())) {
			Uploaded uploaded = sent(medium, FileUpload.once(medium.fileName(), type.wireType(), stream), headers,
					attempt, -1);
			ContentDigest measured = stream.measured();
			this.cache.alias(file, key(medium, measured.sha256(), headers));
			return new Uploaded(uploaded.id(), measured.length());
		}
		catch (IOException ex) {
			GigaChatNonTransientException failure = unreadable(medium, ex);
			once.failed(failure);
			throw failure;
		}
		catch (RuntimeException ex) {
			once.failed(ex);
			throw ex;
		}
	}

	private Uploaded sent(PromptFile medium, FileUpload file, RequestHeaders headers, GigaChatApi attempt,
			long length) {
		try {
			UploadedFile uploaded = attempt.withHeaders(headers).files().upload(file).body();
			return new Uploaded(uploaded.id(), length);
		}
		catch (GigaChatNonTransientException ex) {
			Throwable cause = ex.getCause();
			if (ex.kind() == FailureKind.INVALID_REQUEST && cause != null) {
				throw unreadable(medium, cause);
			}
			throw isOfTheFile(ex) ? ex.about(medium.where().toString(), medium.where().option()) : ex;
		}
	}

	/**
	 * Tells whether the failure is about this file, so that another file might succeed.
	 */
	private static boolean isOfTheFile(GigaChatNonTransientException failure) {
		return failure.option() == null && !failure.isOfTokenEndpoint()
				&& (failure.kind() == FailureKind.INVALID_REQUEST || failure.kind() == FailureKind.TOO_LARGE);
	}

	private static String contentKey(PromptFile medium, GigaChatApi attempt) {
		MediaContent content = medium.content();
		if (content instanceof MediaContent.Repeatable repeatable) {
			return measured(medium, repeatable, attempt.timeLeft()).sha256();
		}
		if (content instanceof MediaContent.Once once) {
			return "once " + once.identity();
		}
		return "url " + ((MediaContent.OfUrl) content).uri();
	}

	/** Creates the cache key, hashed because its parts may be secret. */
	private static String key(PromptFile medium, String content, RequestHeaders headers) {
		MessageDigest digest = ContentDigest.newSha256();
		for (String part : new String[] { content, medium.fileType().wireType().toString(),
				header(headers, "x-client-id"), header(headers, "authorization") }) {
			digest.update((part + '\n').getBytes(StandardCharsets.UTF_8));
		}
		return ContentDigest.hex(digest);
	}

	private static @Nullable String header(RequestHeaders headers, String name) {
		return headers.headers()
			.entrySet()
			.stream()
			.filter((header) -> header.getKey().toLowerCase(Locale.ROOT).equals(name))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

}
