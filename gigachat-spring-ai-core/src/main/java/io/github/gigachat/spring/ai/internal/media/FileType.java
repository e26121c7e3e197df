package io.github.gigachat.spring.ai.internal.media;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.util.MimeType;

/**
 * A file type that the service accepts.
 *
 * @param kind the kind of the file
 * @param wireType the MIME type that is sent; the service has its own names for some
 * types
 * @param extension the file name extension, without the dot
 */
public record FileType(MediaKind kind, MimeType wireType, String extension) {

	/** The accepted types. The first MIME type of each is the service's own name. */
	private static final List<Known> ALL = List.of(new Known(MediaKind.TEXT, List.of("txt", "md", "csv"), "text/plain",
			"text/markdown", "text/x-markdown", "text/csv"),
			new Known(MediaKind.TEXT, List.of("doc"), "application/msword"),
			new Known(MediaKind.TEXT, List.of("docx"),
					"application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
			new Known(MediaKind.TEXT, List.of("pdf"), "application/pdf", "application/x-pdf"),
			new Known(MediaKind.TEXT, List.of("epub"), "application/epub", "application/epub+zip"),
			new Known(MediaKind.TEXT, List.of("ppt"), "application/ppt", "application/vnd.ms-powerpoint"),
			new Known(MediaKind.TEXT, List.of("pptx"), "application/pptx",
					"application/vnd.openxmlformats-officedocument.presentationml.presentation"),
			new Known(MediaKind.TEXT, List.of("xlsx", "xls"), "application/vnd.ms-excel",
					"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
			new Known(MediaKind.IMAGE, List.of("jpg", "jpeg"), "image/jpeg", "image/jpg", "image/pjpeg"),
			new Known(MediaKind.IMAGE, List.of("png"), "image/png", "image/x-png"),
			new Known(MediaKind.IMAGE, List.of("tiff", "tif"), "image/tiff", "image/tif"),
			new Known(MediaKind.IMAGE, List.of("bmp"), "image/bmp", "image/x-bmp", "image/x-ms-bmp"),
			new Known(MediaKind.AUDIO, List.of("mp4"), "audio/mp4"),
			new Known(MediaKind.AUDIO, List.of("mp3"), "audio/mp3", "audio/mpeg", "audio/mpeg3", "audio/x-mpeg",
					"audio/x-mp3"),
			new Known(MediaKind.AUDIO, List.of("m4a"), "audio/x-m4a", "audio/m4a"),
			new Known(MediaKind.AUDIO, List.of("wav"), "audio/wav", "audio/vnd.wave"),
			new Known(MediaKind.AUDIO, List.of("wav"), "audio/x-wav"),
			new Known(MediaKind.AUDIO, List.of("wav"), "audio/wave"),
			new Known(MediaKind.AUDIO, List.of("wav"), "audio/x-pn-wav"),
			new Known(MediaKind.AUDIO, List.of("weba"), "audio/webm"),
			new Known(MediaKind.AUDIO, List.of("ogg"), "audio/x-ogg", "audio/ogg"),
			new Known(MediaKind.AUDIO, List.of("opus"), "audio/opus"));

	/** MIME types that do not describe the content. */
	private static final Set<String> ANY = Set.of("application/octet-stream", "application/zip");

	/**
	 * Finds the file type for a MIME type. The file name is used only if the MIME type
	 * does not describe the content.
	 * @param name the file name, if any
	 * @return the file type, or {@code null} if the service does not accept it
	 */
	public static @Nullable FileType of(MimeType type, @Nullable String name) {
		String plain = (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
		boolean saysNothing = ANY.contains(plain) || type.isWildcardType() || type.isWildcardSubtype();
		String extension = (saysNothing && name != null) ? extension(name) : null;
		return ALL.stream()
			.filter((known) -> known.names().contains(plain)
					|| (extension != null && known.extensions().contains(extension)))
			.findFirst()
			.map(Known::type)
			.orElse(null);
	}

	/**
	 * Lists the extensions of all files that the service accepts: documents, images and
	 * audio, with a semicolon between the kinds.
	 */
	static String extensions() {
		return Arrays.stream(MediaKind.values())
			.map((kind) -> ALL.stream()
				.filter((known) -> known.type().kind() == kind)
				.flatMap((known) -> known.extensions().stream())
				.distinct()
				.collect(Collectors.joining(", ")))
			.collect(Collectors.joining("; "));
	}

	private static @Nullable String extension(String name) {
		int dot = name.lastIndexOf('.');
		return (dot >= 0) ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : null;
	}

	/** A file type with all its names. */
	private record Known(FileType type, List<String> extensions, List<String> names) {

		Known(MediaKind kind, List<String> extensions, String... names) {
			this(new FileType(kind, MimeType.valueOf(names[0]), extensions.get(0)), extensions, List.of(names));
		}

	}

}
