package io.github.gigachat.spring.ai.internal.flatten;

import io.github.gigachat.spring.ai.api.chat.GeneratedFile;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.content.Media;

/**
 * The media that stand for files which the model made, both ways. Neither way asks the
 * service for anything.
 */
public interface GeneratedFiles {

	/**
	 * The medium that stands for a file in an answer.
	 * @param file the file
	 * @return the medium, or {@code null} when the answer's metadata alone tell of it
	 */
	@Nullable Media media(GeneratedFile file);

	/**
	 * The file that a medium of a former answer stands for.
	 * @param media the medium
	 * @return the file, or {@code null} when the medium is something else
	 */
	@Nullable GeneratedFile file(Media media);

	/**
	 * No media: files are told of in the metadata of answers, and from there again.
	 * @return no media
	 */
	static GeneratedFiles none() {
		return new GeneratedFiles() {

			@Override
			public @Nullable Media media(GeneratedFile file) {
				return null;
			}

			@Override
			public @Nullable GeneratedFile file(Media media) {
				return null;
			}

		};
	}

}
