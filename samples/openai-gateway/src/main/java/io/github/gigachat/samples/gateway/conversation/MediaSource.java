package io.github.gigachat.samples.gateway.conversation;

import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

import io.github.gigachat.samples.gateway.dialect.RemotePicture;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import io.github.gigachat.spring.ai.media.GigaChatMedia;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.content.Media;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.util.StringUtils;

/**
 * Reads media from data URLs, Base64 and http URLs.
 */
public final class MediaSource {

	/** The file name from which the type of an uploaded picture is taken. */
	public static final String PICTURE = "picture.png";

	private static final String DATA = "data:";

	private static final String BASE64 = ";base64";

	private static final Pattern WHITESPACE = Pattern.compile("\\s+");

	private MediaSource() {
	}

	/**
	 * Reads a picture from a data URL, or refers to it by an http or https URL.
	 * @param url the URL
	 * @param place the place of the URL in the request
	 * @return the picture
	 * @throws ApiException if the URL is not usable
	 */
	public static Media ofUrl(String url, String place) {
		String scheme = url.substring(0, Math.min(8, url.length())).toLowerCase(Locale.ROOT);
		if (scheme.startsWith("http://") || scheme.startsWith("https://")) {
			return RemotePicture.of(url, place);
		}
		return ofDataUrl(url, null, place);
	}

	/**
	 * Reads a file from a data URL, or from Base64 alone.
	 * @param data the data URL, or Base64
	 * @param name the name of the file, or {@code null}
	 * @param place the place of the data in the request
	 * @return the file
	 * @throws ApiException if the data is not usable
	 */
	public static Media ofData(String data, @Nullable String name, String place) {
		return data.regionMatches(true, 0, DATA, 0, DATA.length()) ? ofDataUrl(data, name, place)
				: GigaChatMedia.of(MimeTypeUtils.APPLICATION_OCTET_STREAM, name, decoded(data, place));
	}

	/**
	 * Reads a medium from Base64.
	 * @param type the type of its content
	 * @param name the name of the file, or {@code null}
	 * @param data the content in Base64
	 * @param place the place of the content in the request
	 * @return the medium
	 * @throws ApiException if the content is empty or no Base64
	 */
	public static Media ofBase64(MimeType type, @Nullable String name, String data, String place) {
		return GigaChatMedia.of(type, name, decoded(data, place));
	}

	/**
	 * Refers to a file that was uploaded before.
	 * @param file the fields of the file
	 * @param field the field with its id
	 * @param id the id
	 * @param name the name of the file, or {@code null}
	 * @return the file
	 * @throws ApiException if the id is not one of the service
	 */
	public static Media ofFileId(JsonFields file, String field, String id, @Nullable String name) {
		return GigaChatMedia.uploaded(type(name), requireUuid(file, field, id));
	}

	/** The service answers an id of another form as it answers an unknown model. */
	private static String requireUuid(JsonFields file, String field, String id) {
		try {
			return UUID.fromString(id).toString();
		}
		catch (IllegalArgumentException ex) {
			throw file.wrong(field, "the id of an uploaded file, a UUID");
		}
	}

	/** Returns the type of a file by its name; that of a document if it is not known. */
	private static MimeType type(@Nullable String name) {
		return MediaTypeFactory.getMediaType(StringUtils.getFilename(name)).orElse(MediaType.APPLICATION_PDF);
	}

	private static Media ofDataUrl(String url, @Nullable String name, String place) {
		int comma = url.indexOf(',');
		if (comma < 0 || !url.regionMatches(true, 0, DATA, 0, DATA.length())
				|| !url.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(BASE64)) {
			throw ApiException.invalid(place, place + " has to be a data URL, data:image/png;base64,… for example");
		}
		String type = url.substring(DATA.length(), comma - BASE64.length());
		try {
			return GigaChatMedia.of(MimeTypeUtils.parseMimeType(type), name, decoded(url.substring(comma + 1), place));
		}
		catch (InvalidMimeTypeException ex) {
			throw ApiException.invalid(place, place + " has no valid media type. Use image/png or image/jpeg");
		}
	}

	private static byte[] decoded(String base64, String place) {
		try {
			byte[] content = Base64.getDecoder().decode(WHITESPACE.matcher(base64).replaceAll(""));
			if (content.length > 0) {
				return content;
			}
		}
		catch (IllegalArgumentException ex) {
			// the message of the exception quotes the content
		}
		throw ApiException.invalid(place, place + " is not valid Base64, or empty");
	}

}
