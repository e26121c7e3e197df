package io.github.gigachat.spring.ai.media;

import java.time.Duration;
import java.util.List;

import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import io.github.gigachat.spring.ai.internal.media.PromptFile;
import reactor.core.publisher.Mono;

/**
 * The media of one prompt, which the service takes, and which nobody has read yet.
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
	 * Whether the prompt has none.
	 * @return {@code true} when there is nothing to upload
	 */
	public boolean isEmpty() {
		return this.media.isEmpty();
	}

	/**
	 * Gets all of them to the service, those that are not there yet, several at a time;
	 * blocks until they are.
	 * @param atMost the longest that it may take
	 * @return the files, to be {@linkplain PromptFiles#release released}
	 * @throws RuntimeException this provider's exception, when one cannot be uploaded
	 */
	public PromptFiles upload(Duration atMost) {
		this.uploads.requireOpen();
		PromptFiles files = new PromptFiles(this.uploads, this.media, this.headers);
		try {
			files.upload(atMost);
			// closed meanwhile, the files go
			this.uploads.requireOpen();
			return files;
		}
		catch (Throwable ex) {
			files.release(false);
			throw ex;
		}
	}

	/**
	 * Like {@link #upload}, per subscription and on threads for that.
	 * @param atMost the longest that it may take
	 * @return the files, to be {@linkplain PromptFiles#releaseLater released}
	 */
	public Mono<PromptFiles> uploadLater(Duration atMost) {
		return Mono.defer(() -> {
			// the wait for a thread counts
			CallScope time = CallScope.within(atMost);
			return this.uploads.threads().later(() -> upload(time.remaining()), (unwanted) -> unwanted.release(false));
		});
	}

}
