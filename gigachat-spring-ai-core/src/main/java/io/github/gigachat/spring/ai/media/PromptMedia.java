package io.github.gigachat.spring.ai.media;

import java.time.Duration;
import java.util.List;

import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import io.github.gigachat.spring.ai.internal.media.PromptFile;
import reactor.core.publisher.Mono;

/**
 * The media of one prompt, checked against the rules of the service. Their content is not
 * read yet.
 */
public final class PromptMedia {

	private final MediaUploads uploads;

	private final List<PromptFile> media;

	private final RequestHeaders headers;

	PromptMedia(MediaUploads uploads, List<PromptFile> media, RequestHeaders headers) {
		this.uploads = uploads;
		this.media = media;
		this.headers = headers;
	}

	/**
	 * Tells whether the prompt has no media.
	 * @return {@code true} if there is nothing to upload
	 */
	public boolean isEmpty() {
		return this.media.isEmpty();
	}

	/**
	 * Uploads the media that are not uploaded yet, several in parallel. Blocks until all
	 * are uploaded.
	 * @param atMost the maximum time
	 * @return the files, which the caller must {@linkplain PromptFiles#release release}
	 * @throws RuntimeException an exception of this provider if an upload fails
	 */
	public PromptFiles upload(Duration atMost) {
		this.uploads.requireOpen();
		PromptFiles files = new PromptFiles(this.uploads, this.media, this.headers);
		try {
			files.upload(atMost);
			// if closed in the meantime, the files are released below
			this.uploads.requireOpen();
			return files;
		}
		catch (Throwable ex) {
			files.release(false);
			throw ex;
		}
	}

	/**
	 * Does the same as {@link #upload} without blocking: once per subscription, on a
	 * separate thread.
	 * @param atMost the maximum time, including the wait for a thread
	 * @return the files, which the caller must {@linkplain PromptFiles#releaseLater
	 * release}
	 */
	public Mono<PromptFiles> uploadLater(Duration atMost) {
		return Mono.defer(() -> {
			// includes the wait for a thread
			CallScope time = CallScope.within(atMost);
			return this.uploads.threads().later(() -> upload(time.remaining()), (unwanted) -> unwanted.release(false));
		});
	}

}
