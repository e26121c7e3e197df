package io.github.gigachat.samples.gateway.pictures;

import java.util.List;

import io.github.gigachat.samples.gateway.dialect.RemotePicture;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.content.Media;
import org.springframework.stereotype.Component;

/**
 * Replaces the pictures that a conversation names by a URL by their content.
 */
@Component
public class RemotePictures {

	private final PictureDownload download;

	RemotePictures(PictureDownload download) {
		this.download = download;
	}

	/**
	 * Fetches the pictures of a conversation.
	 * @param messages the conversation
	 * @return the conversation with the content of all pictures; fails with an
	 * {@link io.github.gigachat.samples.gateway.error.ApiException} that names the place
	 * of a picture that is not fetched
	 */
	public Mono<List<Message>> fetched(List<Message> messages) {
		if (messages.stream().noneMatch(RemotePictures::isRemote)) {
			return Mono.just(messages);
		}
		return Flux.fromIterable(messages)
			.flatMapSequential((message) -> isRemote(message) ? fetched((UserMessage) message) : Mono.just(message))
			.collectList();
	}

	private Mono<Message> fetched(UserMessage message) {
		return Flux.fromIterable(message.getMedia())
			.flatMapSequential((medium) -> (medium instanceof RemotePicture picture) ? this.download.of(picture)
					: Mono.just(medium))
			.collectList()
			.map((media) -> message.mutate().media(media).build());
	}

	private static boolean isRemote(Message message) {
		return message instanceof UserMessage user
				&& user.getMedia().stream().anyMatch((Media medium) -> medium instanceof RemotePicture);
	}

}
