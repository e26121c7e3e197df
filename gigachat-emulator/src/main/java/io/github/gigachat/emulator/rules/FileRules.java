package io.github.gigachat.emulator.rules;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Checks uploaded files. The statuses are those of the service; most of its error texts
 * are not known. A violation is thrown as {@link Refusal}.
 */
public final class FileRules {

	private static final int MEGABYTE = 1024 * 1024;

	private static final Set<String> TEXTS = Set.of("text/plain", "application/msword",
			"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/pdf",
			"application/epub", "application/ppt", "application/pptx", "application/vnd.ms-excel");

	private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/tiff", "image/bmp");

	private static final Set<String> AUDIO = Set.of("audio/mp4", "audio/mp3", "audio/x-m4a", "audio/x-wav",
			"audio/wave", "audio/wav", "audio/x-pn-wav", "audio/webm", "audio/x-ogg", "audio/opus");

	private static final Pattern ID = Pattern
		.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

	private FileRules() {
	}

	/** Checks the form of an unknown id. */
	public static void checkId(String id) {
		if (!ID.matcher(id).matches()) {
			throw new Refusal(400, "Invalid file id");
		}
	}

	/** Checks that the purpose of a file is {@code general}. */
	public static void checkPurpose(@Nullable String purpose) {
		if (!"general".equals(purpose)) {
			throw new Refusal(400, "The purpose of a file has to be 'general'");
		}
	}

	/**
	 * Checks the content type and the length in bytes, whose limit depends on the type.
	 */
	public static void checkContent(String type, int length) {
		String modality = modality(type);
		if (modality == null) {
			throw new Refusal(400, "Files of this type are not supported");
		}
		int limit = switch (modality) {
			case "image" -> 15 * MEGABYTE;
			case "audio" -> 35 * MEGABYTE;
			default -> 40 * MEGABYTE;
		};
		if (length > limit) {
			throw new Refusal(413, "Payload too large");
		}
	}

	/** Returns text, image or audio, or null for an unknown content type. */
	public static @Nullable String modality(String type) {
		int parameters = type.indexOf(';');
		String plain = ((parameters < 0) ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
		if (TEXTS.contains(plain)) {
			return "text";
		}
		if (IMAGES.contains(plain)) {
			return "image";
		}
		return AUDIO.contains(plain) ? "audio" : null;
	}

}
