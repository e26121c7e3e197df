package io.github.gigachat.spring.ai.internal.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import org.jspecify.annotations.Nullable;

/**
 * File formats that the first bytes of a content identify unambiguously. Content that is
 * not recognised is never refused.
 */
enum ContentFormat {

	/** An HTML page, such as an error page or a login form. */
	HTML("HTML", Set.of(),
			"(?si)(\u00ef\u00bb\u00bf)?\\s*(?><!--.*?-->\\s*)*+<(!doctype html|html|head|body|script)\\b.*"),

	/**
	 * An XML document, such as an SVG image or an error response of a storage service.
	 */
	XML("XML", Set.of(), "(?si)(\u00ef\u00bb\u00bf)?\\s*<(\\?xml|svg)\\b.*"),

	/** A JSON document. */
	JSON("JSON", Set.of(), "(?s)(\u00ef\u00bb\u00bf)?\\s*(\\{\\s*\"|\\[\\s*[\\[{\"]).*"),

	/** A PDF document. */
	PDF("a PDF document", Set.of("pdf"), "(?s)%PDF-.*"),

	/** A ZIP archive, such as an office document. */
	ZIP("a ZIP archive or an office document", Set.of(), "(?s)PK\u0003\u0004.*"),

	/** A PNG image. */
	PNG("a PNG image", Set.of("png"), "(?s)\u0089PNG\r\n\u001a\n.*"),

	/** A JPEG image. */
	JPEG("a JPEG image", Set.of("jpg"), "(?s)\u00ff\u00d8\u00ff.*"),

	/** A GIF image. */
	GIF("a GIF image", Set.of(), "(?s)GIF8[79]a.*"),

	/** A WebP image. */
	WEBP("a WebP image", Set.of(), "(?s)RIFF.{4}WEBP.*"),

	/** A TIFF image. */
	TIFF("a TIFF image", Set.of("tiff"), "(?s)(II[*+]\u0000|MM\u0000[*+]).*"),

	/** A BMP image, whose reserved bytes are zero. */
	BMP("a BMP image", Set.of("bmp"), "(?s)BM.{4}\u0000{4}.{4}.*"),

	/** A HEIC or AVIF image. */
	HEIF("a HEIC or AVIF image", Set.of(), "(?s).{4}ftyp(heic|heix|hevc|mif1|msf1|avif|avis).*"),

	/** An MP4 file with audio or video. */
	MP4("an MP4 file", Set.of("mp4", "m4a"), "(?s).{4}ftyp.*"),

	/** A WAV file, which may hold MP3. */
	WAV("a WAV file", Set.of("wav", "mp3"), "(?s)(RIFF|RF64).{4}WAVE.*"),

	/** An Ogg file. */
	OGG("an Ogg file", Set.of("ogg", "opus"), "(?s)OggS\u0000.*"),

	/** A WebM or Matroska file. */
	WEBM("a WebM file", Set.of("weba", "opus"), "(?s)\u001aE\u00df\u00a3.*"),

	/** Audio that begins with an ID3 tag, which several formats may have. */
	TAGGED("audio with an ID3 tag", Set.of("mp3", "m4a", "mp4", "wav", "ogg", "opus", "weba"),
			"(?s)ID3[\u0002-\u0004].*");

	/** The maximum number of bytes that are used to recognise a format. */
	static final int HEAD = 1024;

	private static final List<ContentFormat> ALL = List.of(values());

	private final String words;

	@SuppressWarnings("ImmutableEnumChecker") // made by Set.of
	private final Set<String> extensions;

	private final Pattern pattern;

	ContentFormat(String words, Set<String> extensions, String pattern) {
		this.words = words;
		this.extensions = extensions;
		this.pattern = Pattern.compile(pattern);
	}

	/**
	 * Recognises content.
	 * @param content the beginning of the content
	 * @return the format, or {@code null} if it is not recognised
	 */
	static @Nullable ContentFormat of(byte[] content, int length) {
		String head = new String(Arrays.copyOf(content, Math.min(length, HEAD)), StandardCharsets.ISO_8859_1);
		return ALL.stream().filter((format) -> format.pattern.matcher(head).matches()).findFirst().orElse(null);
	}

	/** Refuses a medium whose content is recognised as something else. */
	static void requireMatch(PromptFile medium, @Nullable ContentFormat format) {
		if (format != null && !format.fits(medium.fileType())) {
			throw format.mismatch(medium);
		}
	}

	/**
	 * Tells whether content of this format may have the given type. Document types other
	 * than PDF accept any format.
	 */
	boolean fits(FileType type) {
		boolean isChecked = type.kind() != MediaKind.TEXT || type.extension().equals("pdf");
		return !isChecked || this.extensions.contains(type.extension());
	}

	/** Creates the failure of a medium whose content has this format. */
	GigaChatNonTransientException mismatch(PromptFile medium) {
		boolean fetched = medium.content() instanceof MediaContent.OfUrl;
		return medium.where()
			.invalid(
					(fetched ? "has a URL that is answered with " : "holds ") + this.words + ", not "
							+ medium.fileType().wireType(),
					fetched ? "Give the URL of the file itself, not of a page about it, or correct the type"
							: "Correct the content or the type");
	}

	/** Returns the name of the format for messages, with its article. */
	String words() {
		return this.words;
	}

}
