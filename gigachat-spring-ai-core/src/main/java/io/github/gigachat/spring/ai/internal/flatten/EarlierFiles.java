package io.github.gigachat.spring.ai.internal.flatten;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.GeneratedFile;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;

/**
 * Adds the files of earlier answers to the conversation in the form in which the service
 * reported them.
 */
final class EarlierFiles {

	private final GeneratedFiles files;

	private final ChatApi api;

	EarlierFiles(GeneratedFiles files, ChatApi api) {
		this.files = files;
		this.api = api;
	}

	/**
	 * Returns the files of an answer from its metadata and its media. The metadata is all
	 * that streams and some chat memories keep.
	 */
	private List<GeneratedFile> of(AssistantMessage answer) {
		Object told = answer.getMetadata().get(GigaChatMetadata.GENERATED_FILES);
		if (answer.getMedia().isEmpty() && !(told instanceof List)) {
			return List.of();
		}
		Map<String, GeneratedFile> all = new LinkedHashMap<>();
		if (told instanceof List<?> list) {
			list.forEach((entry) -> add(all, entry));
		}
		answer.getMedia().forEach((media) -> add(all, this.files.file(media)));
		return List.copyOf(all.values());
	}

	/**
	 * Adds the files of an answer to its turn: as tags in the text for v1, as attachments
	 * for v2.
	 * @return the turn with the files, or the given turn if the answer has none
	 */
	ChatMessage added(ChatMessage turn, AssistantMessage answer) {
		List<GeneratedFile> generated = of(answer);
		if (generated.isEmpty()) {
			return turn;
		}
		boolean attached = this.api == ChatApi.V2;
		return new ChatMessage(turn.role(), attached ? turn.content() : tagged(generated, turn.content()), turn.name(),
				turn.functionCall(), turn.functionsStateId(), turn.reasoningContent(),
				attached ? generated.stream().map(GeneratedFile::id).toList() : turn.attachments());
	}

	private static String tagged(List<GeneratedFile> generated, @Nullable String text) {
		StringBuilder tagged = new StringBuilder();
		generated.forEach((file) -> tagged.append(tagged.isEmpty() ? "" : " ").append(FileTag.of(file)));
		return (text == null || text.isEmpty()) ? tagged.toString() : tagged.append(' ').append(text).toString();
	}

	/**
	 * Adds an entry of the metadata. A chat memory that stores metadata as JSON returns a
	 * map instead of a {@link GeneratedFile}.
	 */
	private static void add(Map<String, GeneratedFile> all, @Nullable Object entry) {
		if (entry instanceof GeneratedFile file) {
			all.putIfAbsent(file.id(), file);
		}
		else if (entry instanceof Map<?, ?> map && map.get("id") instanceof String id
				&& map.get("mime") instanceof String mime && map.get("target") instanceof String target) {
			all.putIfAbsent(id, new GeneratedFile(id, mime, target));
		}
	}

}
