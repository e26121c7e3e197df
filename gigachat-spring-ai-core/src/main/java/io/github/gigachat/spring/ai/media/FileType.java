package io.github.gigachat.spring.ai.media;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.MimeType;

/**
 * A type of file that the service takes, under the service's own name of it.
 *
 * @param kind what it takes such a file for
 * @param wireType the name that it goes out under
 * @param extension how the names of such files end, without the dot
 */
record FileType(MediaKind kind, MimeType wireType, String extension) {

	private static final Map<String, FileType> BY_TYPE = new HashMap<>();

	private static final Map<String, FileType> BY_EXTENSION = new HashMap<>();

	static {
		// the first name is the service's
		taken(MediaKind.TEXT, "txt md csv", "text/plain", "text/markdown", "text/x-markdown", "text/csv");
		taken(MediaKind.TEXT, "doc", "application/msword");
		taken(MediaKind.TEXT, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
		taken(MediaKind.TEXT, "pdf", "application/pdf", "application/x-pdf");
		taken(MediaKind.TEXT, "epub", "application/epub", "application/epub+zip");
		taken(MediaKind.TEXT, "ppt", "application/ppt", "application/vnd.ms-powerpoint");
		taken(MediaKind.TEXT, "pptx", "application/pptx",
				"application/vnd.openxmlformats-officedocument.presentationml.presentation");
		taken(MediaKind.TEXT, "xlsx xls", "application/vnd.ms-excel",
				"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
		taken(MediaKind.IMAGE, "jpg jpeg", "image/jpeg", "image/jpg", "image/pjpeg");
		taken(MediaKind.IMAGE, "png", "image/png", "image/x-png");
		taken(MediaKind.IMAGE, "tiff tif", "image/tiff", "image/tif");
		taken(MediaKind.IMAGE, "bmp", "image/bmp", "image/x-bmp", "image/x-ms-bmp");
		taken(MediaKind.AUDIO, "mp4", "audio/mp4");
		taken(MediaKind.AUDIO, "mp3", "audio/mp3", "audio/mpeg", "audio/mpeg3", "audio/x-mpeg", "audio/x-mp3");
		taken(MediaKind.AUDIO, "m4a", "audio/x-m4a", "audio/m4a");
		taken(MediaKind.AUDIO, "wav", "audio/wav", "audio/vnd.wave");
		taken(MediaKind.AUDIO, "", "audio/x-wav");
		taken(MediaKind.AUDIO, "", "audio/wave");
		taken(MediaKind.AUDIO, "", "audio/x-pn-wav");
		taken(MediaKind.AUDIO, "weba", "audio/webm");
		taken(MediaKind.AUDIO, "ogg", "audio/x-ogg", "audio/ogg");
		taken(MediaKind.AUDIO, "opus", "audio/opus");
	}

	private static void taken(MediaKind kind, String extensions, String... names) {
		String[] ends = extensions.split(" ");
		FileType type = new FileType(kind, MimeType.valueOf(names[0]), ends[0].isEmpty() ? "wav" : ends[0]);
		for (String name : names) {
			BY_TYPE.put(name, type);
		}
		for (String end : ends) {
			BY_EXTENSION.putIfAbsent(end, type);
		}
	}

	/**
	 * Finds what the service has for a type; the name decides only where the type says
	 * nothing.
	 * @param type the type
	 * @param name the file's name, if it has one
	 * @return the service's type, or {@code null} when it takes none such
	 */
	static @Nullable FileType of(MimeType type, @Nullable String name) {
		String plain = (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
		FileType known = BY_TYPE.get(plain);
		if (known != null || name == null) {
			return known;
		}
		boolean says = !plain.equals("application/octet-stream") && !plain.equals("application/zip")
				&& !type.isWildcardType() && !type.isWildcardSubtype();
		int dot = name.lastIndexOf('.');
		return (says || dot < 0) ? null : BY_EXTENSION.get(name.substring(dot + 1).toLowerCase(Locale.ROOT));
	}

}
