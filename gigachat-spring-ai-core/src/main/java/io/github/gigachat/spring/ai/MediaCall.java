package io.github.gigachat.spring.ai;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.github.gigachat.spring.ai.api.FailureKind;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.flatten.FileIds;
import io.github.gigachat.spring.ai.http.CallScope;
import io.github.gigachat.spring.ai.media.AttachedFiles;
import io.github.gigachat.spring.ai.media.PromptMedia;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SignalType;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.content.Media;

/**
 * The call of a prompt, whose media are with the service before it is flattened. Where
 * the service has lost a file since an earlier call, the call is made twice.
 */
final class MediaCall {

	private final GigaChatApi api;

	private final PromptMedia media;

	private final Function<FileIds, ChatCall> flattening;

	/** The call, when there is nothing to upload. */
	private final @Nullable ChatCall plain;

	/**
	 * Prepares the call; without media it is flattened now.
	 * @param api what it goes through
	 * @param media the prompt's media
	 * @param flattening flattens the prompt
	 */
	MediaCall(GigaChatApi api, PromptMedia media, Function<FileIds, ChatCall> flattening) {
		this.api = api;
		this.media = media;
		this.flattening = flattening;
		this.plain = media.isEmpty() ? flattening.apply(FileIds.none()) : null;
	}

	/** Answers whole. */
	ChatResponse answer(Observation observation) {
		ChatCall call = this.plain;
		if (call != null) {
			call.report(observation);
			return this.api.retry().call(call::ask);
		}
		CallScope time = CallScope.within(this.api.settings().callTimeout());
		AttachedFiles files = this.media.upload(time.remaining());
		boolean goesOn = false;
		try {
			ChatResponse response = answer(files, time, observation);
			goesOn = response.hasToolCalls();
			return response;
		}
		finally {
			files.release(goesOn);
		}
	}

	private ChatResponse answer(AttachedFiles files, CallScope time, Observation observation) {
		try {
			return ask(files, time, observation);
		}
		catch (GigaChatNonTransientException ex) {
			if (ex.kind() != FailureKind.NOT_FOUND || !renewed(files, time, ex)) {
				throw ex;
			}
			return ask(files, time, observation);
		}
	}

	private static boolean renewed(AttachedFiles files, CallScope time, GigaChatNonTransientException failure) {
		try {
			return files.renewLost(time.remaining());
		}
		catch (RuntimeException ex) {
			ex.addSuppressed(failure);
			throw ex;
		}
	}

	private ChatResponse ask(AttachedFiles files, CallScope time, Observation observation) {
		ChatCall call = flattened(files, observation);
		return this.api.retry().call(time.remaining(), call::ask);
	}

	private ChatCall flattened(AttachedFiles files, Observation observation) {
		ChatCall call = this.flattening.apply(new AttachedFileIds(files));
		call.report(observation);
		return call;
	}

	/** Answers as a stream. Nothing is uploaded before it is subscribed to. */
	Flux<ChatResponse> stream(Observation observation) {
		ChatCall call = this.plain;
		if (call != null) {
			call.report(observation);
			return this.api.retry().stream(call::stream);
		}
		return this.media.uploadLater(this.api.settings().callTimeout()).flatMapMany((files) -> {
			AtomicBoolean goesOn = new AtomicBoolean();
			return Flux.defer(() -> stream(files, observation)).doOnNext((chunk) -> {
				if (chunk.hasToolCalls()) {
					goesOn.set(true);
				}
			}).doFinally((end) -> files.releaseLater(goesOn.get() && end != SignalType.ON_ERROR));
		}).doOnDiscard(AttachedFiles.class, (files) -> files.releaseLater(false));
	}

	private Flux<ChatResponse> stream(AttachedFiles files, Observation observation) {
		AtomicBoolean begun = new AtomicBoolean();
		return chunks(files, observation).doOnNext((chunk) -> begun.set(true))
			.onErrorResume((failure) -> isNotFound(failure) && !begun.get(),
					(failure) -> files.renewLostLater(this.api.settings().callTimeout())
						.doOnError((another) -> another.addSuppressed(failure))
						.flatMapMany((renewed) -> renewed ? chunks(files, observation) : Flux.error(failure)));
	}

	private Flux<ChatResponse> chunks(AttachedFiles files, Observation observation) {
		return this.api.retry().stream(flattened(files, observation)::stream);
	}

	private static boolean isNotFound(Throwable failure) {
		return failure instanceof GigaChatNonTransientException typed && typed.kind() == FailureKind.NOT_FOUND;
	}

	/**
	 * The files of a call, in the terms of flattening.
	 *
	 * @param files the files
	 */
	private record AttachedFileIds(AttachedFiles files) implements FileIds {

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
