package io.github.gigachat.spring.ai;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.internal.flatten.FileIds;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import io.github.gigachat.spring.ai.media.PromptFiles;
import io.github.gigachat.spring.ai.media.PromptMedia;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SignalType;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.content.Media;

/**
 * The call of a prompt whose media are uploaded before it is flattened, and released at
 * its end.
 */
final class MediaCall {

	private final GigaChatApi api;

	private final PromptMedia media;

	private final BiFunction<FileIds, List<RefusalRepeat>, ChatCall> flattening;

	/** The call, when there is nothing to upload. */
	private final @Nullable ChatCall plain;

	/**
	 * Prepares the call; without media it is flattened now.
	 * @param api what it goes through
	 * @param media the prompt's media
	 * @param flattening flattens the prompt with its files, and takes the repeats that
	 * they ask for
	 */
	MediaCall(GigaChatApi api, PromptMedia media, BiFunction<FileIds, List<RefusalRepeat>, ChatCall> flattening) {
		this.api = api;
		this.media = media;
		this.flattening = flattening;
		this.plain = media.isEmpty() ? flattening.apply(FileIds.none(), List.of()) : null;
	}

	/** Answers whole. */
	ChatResponse answer(Observation observation) {
		CallScope time = CallScope.within(this.api.settings().callTimeout());
		ChatCall call = this.plain;
		if (call != null) {
			call.report(observation);
			return call.answer(time.remaining());
		}
		PromptFiles files = this.media.upload(time.remaining());
		boolean goesOn = false;
		try {
			ChatResponse response = flattened(files, observation).answer(time.remaining());
			goesOn = response.hasToolCalls();
			return response;
		}
		finally {
			files.release(goesOn);
		}
	}

	private ChatCall flattened(PromptFiles files, Observation observation) {
		ChatCall call = this.flattening.apply(new AttachedFileIds(files), List.of(new LostFileRepeat(files)));
		call.report(observation);
		return call;
	}

	/** Answers as a stream. Nothing is uploaded before it is subscribed to. */
	Flux<ChatResponse> stream(Observation observation) {
		ChatCall call = this.plain;
		if (call != null) {
			call.report(observation);
			return call.stream();
		}
		return this.media.uploadLater(this.api.settings().callTimeout()).flatMapMany((files) -> {
			AtomicBoolean goesOn = new AtomicBoolean();
			return Flux.defer(() -> flattened(files, observation).stream()).doOnNext((chunk) -> {
				if (chunk.hasToolCalls()) {
					goesOn.set(true);
				}
			}).doFinally((end) -> files.releaseLater(goesOn.get() && end != SignalType.ON_ERROR));
		}).doOnDiscard(PromptFiles.class, (files) -> files.releaseLater(false));
	}

	/**
	 * The files of a call, in the terms of flattening.
	 *
	 * @param files the files
	 */
	private record AttachedFileIds(PromptFiles files) implements FileIds {

		@Override
		public @Nullable String of(Media media) {
			return this.files.fileId(media);
		}

		@Override
		public boolean isDocument(Media media) {
			return this.files.isDocument(media);
		}

	}

}
