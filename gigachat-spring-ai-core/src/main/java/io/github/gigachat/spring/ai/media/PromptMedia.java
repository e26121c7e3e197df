package io.github.gigachat.spring.ai.media;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import io.github.gigachat.spring.ai.internal.media.PromptFile;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.model.ChatResponse;

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
	 * @return the files, which the caller must {@linkplain PromptFiles#close close}
	 * @throws RuntimeException an exception of this provider if an upload fails
	 */
	public PromptFiles attach(Duration atMost) {
		PromptFiles files = new PromptFiles(this.uploads, this.media, this.headers);
		if (isEmpty()) {
			return files;
		}
		try {
			this.uploads.requireOpen();
			files.upload(atMost);
			// if closed in the meantime, the files are closed below
			this.uploads.requireOpen();
			return files;
		}
		catch (Throwable ex) {
			files.close();
			throw ex;
		}
	}

	/**
	 * Returns files whose ids are placeholders, for a request that is not sent. Media are
	 * checked as far as that is possible without a request: content that is fetched from
	 * a URL, or can be read only once, is not read.
	 * @param atMost the maximum time
	 * @return the files, of which none is uploaded
	 * @throws RuntimeException an exception of this provider if a medium would be refused
	 */
	public PromptFiles placeholders(Duration atMost) {
		PromptFiles files = PromptFiles.placeholders(this.uploads, this.media, this.headers);
		files.measure(CallScope.within(atMost));
		return files;
	}

	/**
	 * Uploads the media as {@link #attach} does, but on a separate thread. The files are
	 * closed at the end of the stream, and kept if it calls a tool. Called at the
	 * subscription to the result.
	 * @param atMost the maximum time of the uploads, including the wait for a thread
	 * @param stream creates the stream that uses the files
	 * @return the stream, which uploads the media for each subscription
	 */
	public Flux<ChatResponse> attachedDuring(Duration atMost, Function<PromptFiles, Flux<ChatResponse>> stream) {
		if (isEmpty()) {
			return stream.apply(attach(atMost));
		}
		return attachLater(atMost)
			.flatMapMany((files) -> Flux.defer(() -> stream.apply(files))
				.doOnNext(files::keepAfter)
				.doOnError((failure) -> files.keep(false))
				.doFinally((end) -> files.closeLater()))
			.doOnDiscard(PromptFiles.class, PromptFiles::closeLater);
	}

	private Mono<PromptFiles> attachLater(Duration atMost) {
		return Mono.defer(() -> {
			// includes the wait for a thread
			CallScope time = CallScope.within(atMost);
			return this.uploads.threads().later(() -> attach(time.remaining()), PromptFiles::close);
		});
	}

}
