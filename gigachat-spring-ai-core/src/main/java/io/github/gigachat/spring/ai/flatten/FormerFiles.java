package io.github.gigachat.spring.ai.flatten;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.gigachat.spring.ai.api.GeneratedFile;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;

/**
 * The files of former answers, which go out again as the service had told of them.
 */
final class FormerFiles {

	private final GeneratedFiles files;

	FormerFiles(GeneratedFiles files) {
		this.files = files;
	}

	/**
	 * The files of an answer: those that its metadata tells of, which is all that streams
	 * and some memories keep, and those that its media stand for.
	 */
	List<GeneratedFile> of(AssistantMessage answer) {
		Object told = answer.getMetadata().get(ResponseMapper.GENERATED_FILES);
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

	/** The text of an answer with the tags of its files. */
	String tagged(AssistantMessage answer, String text) {
		List<GeneratedFile> generated = of(answer);
		if (generated.isEmpty()) {
			return text;
		}
		StringBuilder tagged = new StringBuilder();
		generated.forEach((file) -> tagged.append(tagged.isEmpty() ? "" : " ").append(FileTag.of(file)));
		return (text.isEmpty() ? tagged : tagged.append(' ').append(text)).toString();
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
