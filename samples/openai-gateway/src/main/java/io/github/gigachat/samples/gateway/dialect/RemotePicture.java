package io.github.gigachat.samples.gateway.dialect;

import java.net.URI;

import io.github.gigachat.samples.gateway.error.ApiException;

import org.springframework.ai.content.Media;
import org.springframework.util.MimeType;

/**
 * A picture that a request names by its URL.
 */
public final class RemotePicture extends Media {

	private static final MimeType ANY_PICTURE = new MimeType("image");

	private final URI url;

	private final String place;

	private RemotePicture(URI url, String place) {
		super(ANY_PICTURE, url);
		this.url = url;
		this.place = place;
	}

	/**
	 * Creates the picture of a URL.
	 * @param url the URL, with the scheme http or https
	 * @param place the place of the URL in the request
	 * @return the picture
	 * @throws ApiException if the URL is not valid
	 */
	public static RemotePicture of(String url, String place) {
		try {
			URI uri = URI.create(url);
			if (uri.getHost() != null && uri.getUserInfo() == null) {
				return new RemotePicture(uri, place);
			}
		}
		catch (IllegalArgumentException ex) {
			// the message of the exception quotes the URL
		}
		throw ApiException.invalid(place, place + " is not a valid URL without credentials");
	}

	/**
	 * Returns the URL.
	 * @return the URL, with a host
	 */
	public URI url() {
		return this.url;
	}

	/**
	 * Returns the place of the URL in the request.
	 * @return the place, {@code messages[0].content[1].image_url.url} for example
	 */
	public String place() {
		return this.place;
	}

}
