package io.github.gigachat.emulator.endpoints;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.gigachat.emulator.EmulatedFile;
import org.jspecify.annotations.Nullable;

/**
 * Creates pictures: always the same landscape, as a JPEG file that contains its own id,
 * so that no two files are equal.
 */
public final class SampleImages {

	private static final String PICTURE = "landscape.jpg";

	private static final int START_OF_IMAGE = 2;

	private final List<EmulatedFile> drawn = new CopyOnWriteArrayList<>();

	private final FileStore files;

	public SampleImages(FileStore files) {
		this.files = files;
	}

	/**
	 * Creates a picture for a client's {@code X-Client-ID}, or for all clients if it is
	 * null.
	 */
	public EmulatedFile draw(@Nullable String clientId) {
		String id = UUID.randomUUID().toString();
		EmulatedFile file = new EmulatedFile(id, id + ".jpg", "image/jpeg", picture(id), Instant.now().getEpochSecond(),
				clientId);
		this.files.addMade(file);
		this.drawn.add(file);
		return file;
	}

	public List<EmulatedFile> all() {
		return List.copyOf(this.drawn);
	}

	public void clear() {
		this.drawn.clear();
	}

	private static byte[] picture(String id) {
		byte[] landscape = landscape();
		byte[] comment = id.getBytes(StandardCharsets.US_ASCII);
		ByteArrayOutputStream picture = new ByteArrayOutputStream(landscape.length + comment.length + 4);
		picture.write(landscape, 0, START_OF_IMAGE);
		// a comment segment: its marker, then its length including the length field
		picture.writeBytes(new byte[] { (byte) 0xFF, (byte) 0xFE, 0, (byte) (comment.length + 2) });
		picture.writeBytes(comment);
		picture.write(landscape, START_OF_IMAGE, landscape.length - START_OF_IMAGE);
		return picture.toByteArray();
	}

	private static byte[] landscape() {
		try (InputStream picture = SampleImages.class.getResourceAsStream(PICTURE)) {
			if (picture == null) {
				throw new IllegalStateException(PICTURE + " is missing from the emulator's jar.");
			}
			return picture.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
