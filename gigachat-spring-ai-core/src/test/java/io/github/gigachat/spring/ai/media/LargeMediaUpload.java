package io.github.gigachat.spring.ai.media;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;

import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.core.io.FileSystemResource;
import org.springframework.util.MimeType;

/**
 * A program that asks one question about one file.
 */
final class LargeMediaUpload {

	private static final MimeType PDF = MimeType.valueOf("application/pdf");

	private LargeMediaUpload() {
	}

	/**
	 * Asks.
	 * @param args base URL, token URL, {@link Source}, file; the key is on standard input
	 */
	public static void main(String[] args) throws IOException {
		String key = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
		try (GigaChatApi api = GigaChatApi.builder()
			.credentials(GigaChatCredentials.authorizationKey(Objects.requireNonNull(key)))
			.baseUrl(args[0])
			.authUrl(args[1])
			.build(); GigaChatModel model = GigaChatModel.builder().api(api).build()) {
			Media media = Source.valueOf(args[2]).media(Path.of(args[3]));
			model.call(new Prompt(UserMessage.builder().text("О чём это?").media(media).build()));
		}
	}

	/** Where the file comes from. */
	enum Source {

		/** A resource, which nobody reads whole. */
		RESOURCE {

			@Override
			Media media(Path file) {
				return GigaChatMedia.of(PDF, new FileSystemResource(file));
			}

		},

		/** An array of the application's. */
		ARRAY {

			@Override
			Media media(Path file) throws IOException {
				return Media.builder().mimeType(PDF).data(Files.readAllBytes(file)).build();
			}

		},

		/** A resource as Spring AI reads it, for which there is no room. */
		COPIED_RESOURCE {

			@Override
			Media media(Path file) {
				return new Media(PDF, new FileSystemResource(file));
			}

		};

		abstract Media media(Path file) throws IOException;

	}

}
