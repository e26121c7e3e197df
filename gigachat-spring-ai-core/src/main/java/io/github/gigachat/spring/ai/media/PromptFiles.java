package io.github.gigachat.spring.ai.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import io.github.gigachat.spring.ai.internal.media.CachedFile.Uploaded;
import io.github.gigachat.spring.ai.internal.media.FileType;
import io.github.gigachat.spring.ai.internal.media.MediaContent;
import io.github.gigachat.spring.ai.internal.media.MediaKind;
import io.github.gigachat.spring.ai.internal.media.PromptFile;
import io.github.gigachat.spring.ai.internal.media.UploadCache;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.ai.content.Media;

/**
 * The uploaded files of one call, which stay with the service until it releases them.
 * <p>
 * Thread-safe: an upload that ends after the call was given up is released at once.
 */
public final class PromptFiles {

	private final MediaUploads uploads;

	private final List<PromptFile> media;

	private final RequestHeaders headers;

	private final ReentrantLock lock = new ReentrantLock();

	/** By the media's identity: a media's content may be long. Under the lock. */
	private final IdentityHashMap<Media, UploadCache.Place> places = new IdentityHashMap<>();

	private boolean released;

	PromptFiles(MediaUploads uploads, List<PromptFile> media, RequestHeaders headers) {
		this.uploads = uploads;
		this.media = media;
		this.headers = headers;
	}

	/**
	 * The file of a medium.
	 * @param media the medium, the very object of the prompt
	 * @return the file's id, or {@code null} for a medium of another prompt
	 */
	public @Nullable String fileId(Media media) {
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

	/**
	 * Whether a medium is a document. Of the files of a message the service reads the
	 * first as one.
	 * @param media the medium
	 * @return {@code true} for a text of any format
	 */
	public boolean isDocument(Media media) {
		FileType type = FileType.of(media.getMimeType(), media.getName());
		return type != null && type.kind() == MediaKind.TEXT;
	}

	/** Uploads what is not there yet. */
	void upload(Duration atMost) {
		CallScope time = CallScope.within(atMost);
		List<PromptFile> missing = this.media.stream().filter(this::isMissing).toList();
		long bytes = 0;
		for (PromptFile medium : missing) {
			long length = this.uploads.uploader().measure(medium, time);
			bytes += counts(medium) ? Math.max(length, 0) : 0;
		}
		PromptRules.checkTotal(bytes);
		if (!missing.isEmpty()) {
			List<Function<CallScope, Boolean>> attempts = new ArrayList<>();
			missing.forEach((medium) -> attempts.add((scope) -> attach(medium, scope)));
			List<Boolean> unused = this.uploads.api().within(time.remaining()).callAll(attempts);
		}
		PromptRules.checkTotal(this.media.stream().filter(PromptFiles::counts).mapToLong(this::length).sum());
	}

	private boolean isMissing(PromptFile medium) {
		return fileId(medium.media()) == null;
	}

	private static boolean counts(PromptFile medium) {
		return !medium.is(MediaKind.TEXT);
	}

	private long length(PromptFile medium) {
		UploadCache.Place place = locked(() -> this.places.get(medium.media()));
		Uploaded uploaded = (place != null) ? place.file().uploaded() : null;
		return (uploaded != null) ? uploaded.length() : 0;
	}

	private boolean attach(PromptFile medium, CallScope scope) {
		UploadCache.Place place = this.uploads.uploader().file(medium, this.headers, scope);
		UploadCache.Place surplus = locked(() -> this.released ? place : this.places.put(medium.media(), place));
		if (surplus != null) {
			this.uploads.leave(surplus.file(), locked(() -> this.released));
		}
		return true;
	}

	/**
	 * After the service has not found what was asked for: uploads those files again that
	 * had been uploaded by an earlier call and that it does not have any more; blocks.
	 * @param atMost the longest that it may take
	 * @return whether there was such a file, so that the call may be repeated
	 * @throws GigaChatNonTransientException naming the medium, when the service does not
	 * have a file any more that was not uploaded here
	 */
	public boolean renewLost(Duration atMost) {
		CallScope time = CallScope.within(atMost);
		List<PromptFile> earlier = this.media.stream()
			.filter((medium) -> isGiven(medium) || isOfEarlierCall(medium))
			.toList();
		if (earlier.isEmpty()) {
			return false;
		}
		List<Function<CallScope, Boolean>> questions = new ArrayList<>();
		earlier.forEach((medium) -> questions.add((scope) -> isLost(medium, scope)));
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

	/** A service that cannot be asked leaves the refusal to its other causes. */
	private List<Boolean> answers(List<Function<CallScope, Boolean>> questions, CallScope time) {
		try {
			return this.uploads.api().within(time.remaining()).callAll(questions);
		}
		catch (GigaChatTransientException ex) {
			return questions.stream().map((question) -> false).toList();
		}
	}

	/** Whether it is a file that was uploaded, or drawn, before it was a medium. */
	private static boolean isGiven(PromptFile medium) {
		return medium.content() instanceof MediaContent.OfFile;
	}

	private static void requireNotGiven(PromptFile medium) {
		if (isGiven(medium)) {
			throw GigaChatNonTransientException.of(FailureKind.NOT_FOUND,
					medium.where() + " is a file that the service does not have",
					"It may have been deleted, or belong to another X-Client-ID: upload it again", null);
		}
	}

	private boolean isOfEarlierCall(PromptFile medium) {
		UploadCache.Place place = locked(() -> this.places.get(medium.media()));
		return place != null && place.isHit();
	}

	private boolean isLost(PromptFile medium, CallScope scope) {
		String id = fileId(medium.media());
		try {
			return id == null
					|| this.uploads.api().withHeaders(this.headers).partOf(scope).files().get(id).body() == null;
		}
		catch (GigaChatNonTransientException ex) {
			if (ex.kind() == FailureKind.CANCELLED) {
				throw ex;
			}
			// any other refusal leaves the first one to be told
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
	 * Like {@link #renewLost}, per subscription and on threads for that.
	 * @param atMost the longest that it may take
	 * @return whether there was such a file
	 */
	public Mono<Boolean> renewLostLater(Duration atMost) {
		return this.uploads.threads().later(() -> renewLost(atMost), (unwanted) -> {
		});
	}

	/**
	 * Ends the use of the files; a second time does nothing. What has to be deleted is
	 * deleted in the background.
	 * @param goesOn whether the next request of the same conversation is sure to need
	 * them, as after the call of a tool
	 */
	public void release(boolean goesOn) {
		List<UploadCache.Place> mine = locked(() -> {
			List<UploadCache.Place> held = List.copyOf(this.places.values());
			this.released = true;
			this.places.clear();
			return held;
		});
		mine.forEach((place) -> this.uploads.leave(place.file(), !goesOn));
	}

	/**
	 * Like {@link #release}, on a thread for that.
	 * @param goesOn whether the next request of the same conversation is sure to need
	 * them
	 */
	public void releaseLater(boolean goesOn) {
		this.uploads.threads().run(() -> release(goesOn));
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
	 * Tells how many; never the ids.
	 */
	@Override
	public String toString() {
		return "AttachedFiles[" + this.media.size() + "]";
	}

}
