package io.github.gigachat.spring.ai.internal.flatten;

import io.github.gigachat.spring.ai.api.chat.GeneratedFile;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.content.Media;

/**
 * Converts between the files that the model generated and Spring AI's media. Sends no
 * request to the service.
 */
public interface GeneratedFiles {

	/**
	 * Returns the medium for a file of an answer.
	 * @return the medium, or {@code null} if the file is only in the metadata of the
	 * answer
	 */
	@Nullable Media media(GeneratedFile file);

	/**
	 * Returns the file of a medium of an earlier answer.
	 * @return the file, or {@code null} if the medium is not a generated file
	 */
	@Nullable GeneratedFile file(Media media);

	/**
	 * Returns an instance that creates no media: files are only in the metadata of
	 * answers, and are read from there.
	 * @return an instance that returns {@code null} for every file and medium
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
