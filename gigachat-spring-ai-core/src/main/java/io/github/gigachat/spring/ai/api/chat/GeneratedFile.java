package io.github.gigachat.spring.ai.api.chat;

import java.util.Objects;

import io.github.gigachat.spring.ai.api.GigaChatFiles;

/**
 * A file that the model generated, most often an image. The service stores it.
 * {@link GigaChatFiles} downloads its content if the download sends the same
 * {@code X-Client-ID} as the request that generated the file.
 *
 * @param id the file's id
 * @param mime the media type of its content, such as {@code image/jpeg}
 * @param target the kind of the file: one of the constants of this class, or another
 * value of the service
 */
public record GeneratedFile(String id, String mime, String target) {

	/** The target of an image, a JPEG file. */
	public static final String IMAGE = "image";

	/** The target of a video. */
	public static final String VIDEO = "video";

	/** The target of an audio file. */
	public static final String AUDIO = "audio";

	/** The target of a three-dimensional model, an FBX file. */
	public static final String MODEL_3D = "3dmodel";

	/**
	 * Creates the description of a file.
	 * @param id the file's id
	 * @param mime the media type of its content
	 * @param target the kind of the file
	 */
	public GeneratedFile {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(mime, "mime");
		Objects.requireNonNull(target, "target");
	}

}
