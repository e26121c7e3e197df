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
 * The files of former answers, which go out again as the service had told of them.
 */
final class EarlierFiles {

	private final GeneratedFiles files;

	private final ChatApi api;

	EarlierFiles(GeneratedFiles files, ChatApi api) {
		this.files = files;
		this.api = api;
	}

	/**
	 * The files of an answer: those that its metadata tells of, which is all that streams
	 * and some memories keep, and those that its media stand for.
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
	 * The turn with the files of its answer: tags in its text for v1, attachments for v2.
	 * @param turn the turn as it is written so far
	 * @param answer the answer
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

	/** A memory that keeps metadata as JSON gives a map back. */
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
