package io.github.gigachat.spring.ai;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.GigaChatFiles;
import io.github.gigachat.spring.ai.api.chat.GeneratedFile;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.internal.flatten.GeneratedFiles;
import io.github.gigachat.spring.ai.media.GeneratedMedia;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.content.Media;

/**
 * Creates media for the files that the model generates in the answers to one request, and
 * downloads them before they are read.
 */
final class GeneratedMediaFactory implements GeneratedFiles {

	private static final Log logger = LogFactory.getLog(GigaChatModel.class);

	private final GigaChatApi api;

	private final Map<String, String> headers;

	/**
	 * Creates the factory.
	 * @param api the API that the files are downloaded through
	 * @param headers the headers of the request. A generated file can be read only with
	 * the same {@code X-Client-ID}
	 */
	GeneratedMediaFactory(GigaChatApi api, @Nullable Map<String, String> headers) {
		this.api = api;
		this.headers = (headers != null) ? headers : Map.of();
	}

	@Override
	public Media media(GeneratedFile file) {
		GigaChatFiles files = this.api.files();
		return GeneratedMedia.of(file,
				this.headers.isEmpty() ? files : files.withHeaders(new RequestHeaders(null, this.headers)));
	}

	@Override
	public @Nullable GeneratedFile file(Media media) {
		return (media instanceof GeneratedMedia generated) ? generated.file() : null;
	}

	/**
	 * Downloads the files of an answer. A failed download does not fail the answer: it is
	 * repeated when the medium is read, and its failure is thrown there.
	 */
	static ChatResponse downloaded(ChatResponse response) {
		for (GeneratedMedia media : media(response)) {
			try {
				media.getDataAsByteArray();
			}
			catch (RuntimeException ex) {
				warn(media, ex);
			}
		}
		return response;
	}

	/** Downloads the files of a stream of answers without blocking. */
	static Flux<ChatResponse> downloaded(Flux<ChatResponse> responses) {
		// delivers the queued answers before a failure
		return responses.concatMapDelayError(GeneratedMediaFactory::downloading);
	}

	/** Downloads the files of an answer as {@link #downloaded} does, without blocking. */
	static Mono<ChatResponse> downloading(ChatResponse response) {
		List<GeneratedMedia> media = media(response);
		if (media.isEmpty()) {
			return Mono.just(response);
		}
		return Flux.fromIterable(media)
			.concatMap((one) -> one.content().doOnError((failure) -> warn(one, failure)).onErrorComplete())
			.then(Mono.just(response));
	}

	private static List<GeneratedMedia> media(ChatResponse response) {
		Generation first = response.getResult();
		if (first == null || (response.getResults().size() == 1 && first.getOutput().getMedia().isEmpty())) {
			return List.of();
		}
		return response.getResults()
			.stream()
			.flatMap((generation) -> generation.getOutput().getMedia().stream())
			.map((media) -> (media instanceof GeneratedMedia generated) ? generated : null)
			.filter(Objects::nonNull)
			.toList();
	}

	private static void warn(GeneratedMedia media, Throwable failure) {
		logger.warn("The file " + media.getId() + " of an answer could not be downloaded in advance; it is downloaded"
				+ " when it is read: " + failure.getMessage());
	}

}
