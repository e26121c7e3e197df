package io.github.gigachat.spring.ai.api.chat;

import java.util.Objects;

import io.github.gigachat.spring.ai.api.GigaChatFiles;

/**
 * A file that the model made: a picture, most often. The service keeps it, and
 * {@link GigaChatFiles} has its content for those who send the same {@code X-Client-ID}
 * as the request that it was made in.
 *
 * @param id the file's id
 * @param mime what its content is, {@code image/jpeg} for example
 * @param target what it is for: one of the constants of this class, or another word of
 * the service's
 */
public record GeneratedFile(String id, String mime, String target) {

	/** The target of a picture, which is a JPEG file. */
	public static final String IMAGE = "image";

	/** The target of a film. */
	public static final String VIDEO = "video";

	/** The target of a spoken text. */
	public static final String AUDIO = "audio";

	/** The target of a model of a body, which is an FBX file. */
	public static final String MODEL_3D = "3dmodel";

	/**
	 * Creates the description of a file.
	 * @param id the file's id
	 * @param mime what its content is
	 * @param target what it is for
	 */
	public GeneratedFile {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(mime, "mime");
		Objects.requireNonNull(target, "target");
	}

}
