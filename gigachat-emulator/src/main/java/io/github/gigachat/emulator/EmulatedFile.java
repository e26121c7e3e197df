package io.github.gigachat.emulator;

import org.jspecify.annotations.Nullable;

/**
 * A file that the emulator keeps, as it was uploaded or made.
 */
public final class EmulatedFile {

	private final String id;

	private final String fileName;

	private final String type;

	private final byte[] content;

	private final long createdAt;

	private final @Nullable String clientId;

	public EmulatedFile(String id, String fileName, String type, byte[] content, long createdAt,
			@Nullable String clientId) {
		this.id = id;
		this.fileName = fileName;
		this.type = type;
		this.content = content;
		this.createdAt = createdAt;
		this.clientId = clientId;
	}

	/**
	 * The id that messages attach.
	 * @return the id
	 */
	public String id() {
		return this.id;
	}

	/**
	 * The name that it was uploaded under; one of a picture's own when it was drawn.
	 * @return the name
	 */
	public String fileName() {
		return this.fileName;
	}

	/**
	 * The type that it was uploaded with, or made in.
	 * @return the content type
	 */
	public String type() {
		return this.type;
	}

	/**
	 * What it holds.
	 * @return a copy of the content
	 */
	public byte[] content() {
		return this.content.clone();
	}

	/**
	 * Returns the time of the upload.
	 * @return seconds since the epoch
	 */
	public long createdAt() {
		return this.createdAt;
	}

	/** By whom: with the {@code X-Client-ID} that it was uploaded or made with. */
	public boolean isReadableBy(@Nullable String clientId) {
		return this.clientId == null || this.clientId.equals(clientId);
	}

	@Override
	public String toString() {
		return "EmulatedFile[" + this.id + ", " + this.type + ", " + this.content.length + " bytes]";
	}

}
