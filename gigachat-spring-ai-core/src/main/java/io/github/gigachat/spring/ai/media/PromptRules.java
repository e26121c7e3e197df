package io.github.gigachat.spring.ai.media;

import java.util.ArrayList;
import java.util.List;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.media.MediaContent;
import io.github.gigachat.spring.ai.internal.media.MediaKind;
import io.github.gigachat.spring.ai.internal.media.MediumPlace;
import io.github.gigachat.spring.ai.internal.media.PromptFile;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.content.Media;

/**
 * Checks the media of one request against the limits of the service, before anything is
 * uploaded.
 */
final class PromptRules {

	private static final int MAX_IMAGES = 10;

	/** Limit for the total size of images and audio. */
	private static final long MAX_BYTES = 80L * 1024 * 1024;

	private PromptRules() {
	}

	/**
	 * Collects and checks the media of the user's messages.
	 * @throws GigaChatNonTransientException if the service does not accept a medium; the
	 * message names the prompt's message and the medium
	 */
	static List<PromptFile> media(List<Message> messages) {
		List<PromptFile> all = List.of();
		for (int i = 0; i < messages.size(); i++) {
			if (messages.get(i) instanceof UserMessage user && !user.getMedia().isEmpty()) {
				List<PromptFile> media = media(user, i);
				checkMessage(media, i);
				all = all.isEmpty() ? new ArrayList<>() : all;
				all.addAll(media);
			}
		}
		if (all.isEmpty()) {
			return all;
		}
		long images = all.stream().filter((medium) -> medium.is(MediaKind.IMAGE)).count();
		if (images > MAX_IMAGES) {
			throw GigaChatNonTransientException.invalidOption("messages",
					"The conversation has " + images + " images, but GigaChat takes " + MAX_IMAGES + " in a request",
					"Leave out older messages, for example by a smaller window of the chat memory");
		}
		return all;
	}

	private static List<PromptFile> media(UserMessage message, int index) {
		List<PromptFile> media = new ArrayList<>();
		for (Media each : message.getMedia()) {
			media.add(PromptFile.of(each, new MediumPlace(index, media.size(), each.getMimeType()), known(each)));
		}
		return media;
	}

	private static @Nullable MediaContent known(Media media) {
		if (media instanceof GeneratedMedia generated) {
			// the service has the file; reading its data would download it
			return new MediaContent.OfFile(generated.getId());
		}
		return (media instanceof GigaChatMedia own) ? own.content() : null;
	}

	private static void checkMessage(List<PromptFile> media, int index) {
		if (media.stream().filter((medium) -> medium.is(MediaKind.TEXT)).count() > 1) {
			// the service would read the first and ignore the others
			throw GigaChatNonTransientException.invalidOption(MediumPlace.option(index),
					"Message " + (index + 1) + " has several documents, but GigaChat reads only the first",
					"Put each into a user message of its own, or join them");
		}
	}

	/**
	 * Checks the total size.
	 * @param bytes the number of bytes of the images and audio
	 */
	static void checkTotal(long bytes) {
		if (bytes >= MAX_BYTES) {
			throw GigaChatNonTransientException.tooLarge("messages",
					"The images and audio of the conversation have " + bytes
							+ " bytes together, but GigaChat takes less than 80 MB in a request",
					"Leave out older messages");
		}
	}

}
