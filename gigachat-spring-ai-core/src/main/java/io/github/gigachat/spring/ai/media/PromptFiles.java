package io.github.gigachat.spring.ai.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import io.github.gigachat.spring.ai.internal.http.FinalFailure;
import io.github.gigachat.spring.ai.internal.media.CachedFile.Uploaded;
import io.github.gigachat.spring.ai.internal.media.FileType;
import io.github.gigachat.spring.ai.internal.media.MediaContent;
import io.github.gigachat.spring.ai.internal.media.MediaKind;
import io.github.gigachat.spring.ai.internal.media.PromptFile;
import io.github.gigachat.spring.ai.internal.media.UploadCache;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.content.Media;

/**
 * The uploaded files of one call. They stay in the service's storage at least until they
 * are closed.
 * <p>
 * Thread-safe: a file whose upload ends after that is released at once.
 */
public final class PromptFiles implements AutoCloseable {

	private final MediaUploads uploads;

	private final List<PromptFile> media;

	private final RequestHeaders headers;

	/** True if missing ids are replaced by the places of media. */
	private final boolean placeholders;

	private final ReentrantLock lock = new ReentrantLock();

	/** Keyed by identity, since equality would compare content. Guarded by the lock. */
	private final IdentityHashMap<Media, UploadCache.Place> places;

	private boolean released;

	private volatile boolean kept;

	PromptFiles(MediaUploads uploads, List<PromptFile> media, RequestHeaders headers) {
		this(uploads, media, headers, false);
	}

	private PromptFiles(MediaUploads uploads, List<PromptFile> media, RequestHeaders headers, boolean placeholders) {
		this.placeholders = placeholders;
		this.uploads = uploads;
		this.media = media;
		this.headers = headers;
		this.places = new IdentityHashMap<>(media.size());
	}

	/** Creates files that are never uploaded. */
	static PromptFiles placeholders(MediaUploads uploads, List<PromptFile> media, RequestHeaders headers) {
		return new PromptFiles(uploads, media, headers, true);
	}

	/**
	 * Returns the id of the file of a medium.
	 * @param media the medium, the same object as in the prompt
	 * @return the file's id, or {@code null} for a medium of another prompt
	 */
	public @Nullable String fileId(Media media) {
		String id = uploadedId(media);
		return (id == null && this.placeholders) ? placeholder(media) : id;
	}

	private @Nullable String uploadedId(Media media) {
		if (media instanceof GeneratedMedia generated) {
			return generated.getId();
		}
		if (media instanceof GigaChatMedia own && own.content() instanceof MediaContent.OfFile file) {
			return file.id();
		}
		UploadCache.Place place = locked(() -> this.places.get(media));
		Uploaded uploaded = (place != null) ? place.file().uploaded() : null;
		return (uploaded != null) ? uploaded.id() : null;
	}

	// equality would compare content
	@SuppressWarnings("ReferenceEquality")
	private @Nullable String placeholder(Media media) {
		return this.media.stream()
			.filter((file) -> file.media() == media)
			.map((file) -> file.where().option())
			.findFirst()
			.orElse(null);
	}

	/**
	 * Tells whether a medium is a document. The service reads only the first document of
	 * a message.
	 * @param media the medium
	 * @return {@code true} for a text in any format, such as PDF
	 */
	public boolean isDocument(Media media) {
		return is(media, MediaKind.TEXT);
	}

	/**
	 * Tells whether a medium is an image. The service accepts one in a message.
	 * @param media the medium
	 * @return {@code true} for an image in one of the service's formats
	 */
	public boolean isImage(Media media) {
		return is(media, MediaKind.IMAGE);
	}

	private static boolean is(Media media, MediaKind kind) {
		FileType type = FileType.of(media.getMimeType(), media.getName());
		return type != null && type.kind() == kind;
	}

	/** Uploads the media that are not uploaded yet. */
	void upload(Duration atMost) {
		CallScope time = CallScope.within(atMost);
		List<PromptFile> missing = measure(time);
		if (!missing.isEmpty()) {
			List<Function<GigaChatApi, Boolean>> attempts = new ArrayList<>();
			missing.forEach((medium) -> attempts.add((attempt) -> attach(medium, attempt)));
			attachAll(attempts, time);
		}
		PromptRules.checkTotal(this.media.stream().filter(PromptFiles::counts).mapToLong(this::length).sum());
	}

	/**
	 * Checks the content of the media that are not uploaded yet, as far as it can be read
	 * again.
	 * @return these media
	 */
	List<PromptFile> measure(CallScope time) {
		List<PromptFile> missing = this.media.stream().filter(this::isMissing).toList();
		long bytes = 0;
		for (PromptFile medium : missing) {
			long length = this.uploads.uploader().measure(medium, time.remaining());
			bytes += counts(medium) ? Math.max(length, 0) : 0;
		}
		PromptRules.checkTotal(bytes);
		return missing;
	}

	private void attachAll(List<Function<GigaChatApi, Boolean>> attempts, CallScope time) {
		try {
			List<Boolean> unused = this.uploads.api().within(time.remaining()).callAll(attempts);
		}
		catch (FinalFailure ex) {
			throw ex.failure();
		}
	}

	private boolean isMissing(PromptFile medium) {
		return uploadedId(medium.media()) == null;
	}

	private static boolean counts(PromptFile medium) {
		return !medium.is(MediaKind.TEXT);
	}

	private long length(PromptFile medium) {
		UploadCache.Place place = locked(() -> this.places.get(medium.media()));
		Uploaded uploaded = (place != null) ? place.file().uploaded() : null;
		return (uploaded != null) ? uploaded.length() : 0;
	}

	private boolean attach(PromptFile medium, GigaChatApi attempt) {
		UploadCache.Place place = this.uploads.uploader().file(medium, this.headers, attempt);
		UploadCache.Place surplus = locked(() -> this.released ? place : this.places.put(medium.media(), place));
		if (surplus != null) {
			this.uploads.leave(surplus.file(), locked(() -> this.released));
		}
		return true;
	}

	/**
	 * Uploads again the files of earlier calls that the service has lost. Call this
	 * method after the service has refused the request with 404 or 422. Blocks.
	 * @param atMost the maximum time
	 * @return {@code true} if there was such a file, so that repeating the request makes
	 * sense
	 * @throws GigaChatNonTransientException if the service has lost a file that was not
	 * uploaded by this provider; the message names the medium
	 */
	public boolean renewLost(Duration atMost) {
		CallScope time = CallScope.within(atMost);
		List<PromptFile> earlier = this.media.stream()
			.filter((medium) -> isGiven(medium) || isOfEarlierCall(medium))
			.toList();
		if (earlier.isEmpty()) {
			return false;
		}
		List<Function<GigaChatApi, Boolean>> questions = new ArrayList<>();
		earlier.forEach((medium) -> questions.add((attempt) -> isLost(medium, attempt)));
		List<Boolean> lost = answers(questions, time);
		for (int i = 0; i < lost.size(); i++) {
			if (lost.get(i)) {
				requireNotGiven(earlier.get(i));
				forget(earlier.get(i));
			}
		}
		if (!lost.contains(true)) {
			return false;
		}
		upload(time.remaining());
		return true;
	}

	/** Regards no file as lost if the service cannot be asked. */
	private List<Boolean> answers(List<Function<GigaChatApi, Boolean>> questions, CallScope time) {
		try {
			return this.uploads.api().within(time.remaining()).callAll(questions);
		}
		catch (GigaChatTransientException ex) {
			return questions.stream().map((question) -> false).toList();
		}
	}

	/**
	 * Tells whether it is a file that existed in the service's storage before it became a
	 * medium.
	 */
	private static boolean isGiven(PromptFile medium) {
		return medium.content() instanceof MediaContent.OfFile;
	}

	private static void requireNotGiven(PromptFile medium) {
		if (isGiven(medium)) {
			throw medium.where()
				.failure(FailureKind.NOT_FOUND, "is a file that the service does not have",
						"It may have been deleted, or belong to another X-Client-ID: upload it again", null);
		}
	}

	private boolean isOfEarlierCall(PromptFile medium) {
		UploadCache.Place place = locked(() -> this.places.get(medium.media()));
		return place != null && place.isHit();
	}

	private boolean isLost(PromptFile medium, GigaChatApi attempt) {
		String id = fileId(medium.media());
		try {
			return id == null || attempt.withHeaders(this.headers).files().get(id).body() == null;
		}
		catch (GigaChatNonTransientException ex) {
			if (ex.kind() == FailureKind.CANCELLED) {
				throw ex;
			}
			// on any other failure the caller reports the original one
			return ex.kind() == FailureKind.NOT_FOUND && ex.isOfService() && !ex.isOfTokenEndpoint();
		}
	}

	private void forget(PromptFile medium) {
		UploadCache.Place place = locked(() -> this.places.remove(medium.media()));
		if (place != null) {
			this.uploads.forget(place.file());
		}
	}

	/**
	 * Does the same as {@link #renewLost} without blocking: once per subscription, on a
	 * separate thread.
	 * @param atMost the maximum time
	 * @return {@code true} if there was such a file
	 */
	public Mono<Boolean> renewLostLater(Duration atMost) {
		return this.uploads.threads().later(() -> renewLost(atMost), (unwanted) -> {
		});
	}

	/**
	 * Keeps the files if an answer calls a tool, since the next request of the
	 * conversation is certain to need them.
	 * @param answer the answer, or a chunk of it
	 */
	public void keepAfter(ChatResponse answer) {
		if (!this.media.isEmpty() && answer.hasToolCalls()) {
			keep(true);
		}
	}

	void keep(boolean keep) {
		this.kept = keep;
	}

	/**
	 * Ends the use of the files. Files that are not kept for the next request are deleted
	 * in the background if so configured. A second call has no effect.
	 */
	@Override
	public void close() {
		if (this.media.isEmpty()) {
			return;
		}
		List<UploadCache.Place> mine = locked(() -> {
			List<UploadCache.Place> held = List.copyOf(this.places.values());
			this.released = true;
			this.places.clear();
			return held;
		});
		mine.forEach((place) -> this.uploads.leave(place.file(), !this.kept));
	}

	/** Does the same as {@link #close} on a separate thread. */
	void closeLater() {
		this.uploads.threads().run(this::close);
	}

	private <T extends @Nullable Object> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Returns a description with the number of files, without their ids.
	 */
	@Override
	public String toString() {
		return "PromptFiles[" + this.media.size() + "]";
	}

}
