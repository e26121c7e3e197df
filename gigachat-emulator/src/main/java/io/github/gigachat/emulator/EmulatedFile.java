package io.github.gigachat.emulator;

import org.jspecify.annotations.Nullable;

/**
 * A file of the emulator, uploaded by a client or created by the service.
 */
public final class EmulatedFile {

	private final String id;

	private final String fileName;

	private final String type;

	private final byte[] content;

	private final long createdAt;

	private final @Nullable String clientId;

	/**
	 * Creates a file. For the emulator's own use.
	 * @param id the id
	 * @param fileName the file name
	 * @param type the content type
	 * @param content the content
	 * @param createdAt seconds since the epoch
	 * @param clientId the {@code X-Client-ID} that may read the file, null for all
	 */
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
	 * Returns the id by which messages attach the file.
	 * @return the id
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Returns the file name: that of the upload, or a generated one for a picture.
	 * @return the name
	 */
	public String fileName() {
		return this.fileName;
	}

	/**
	 * Returns the content type.
	 * @return the content type
	 */
	public String type() {
		return this.type;
	}

	/**
	 * Returns the content.
	 * @return a copy of the content
	 */
	public byte[] content() {
		return this.content.clone();
	}

	/**
	 * Returns the time of the upload or creation.
	 * @return seconds since the epoch
	 */
	public long createdAt() {
		return this.createdAt;
	}

	/**
	 * Returns whether a client may read the content.
	 * @param clientId the {@code X-Client-ID} of the client, or null
	 * @return false if the file belongs to another {@code X-Client-ID}
	 */
	public boolean isReadableBy(@Nullable String clientId) {
		return this.clientId == null || this.clientId.equals(clientId);
	}

	@Override
	public String toString() {
		return "EmulatedFile[" + this.id + ", " + this.type + ", " + this.content.length + " bytes]";
	}

}
