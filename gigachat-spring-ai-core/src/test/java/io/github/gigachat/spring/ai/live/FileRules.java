package io.github.gigachat.spring.ai.live;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import javax.imageio.ImageIO;

import io.github.gigachat.spring.ai.api.FileUpload;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionRequest;
import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MimeTypeUtils;

/**
 * Pictures and documents that are attached to a message of v1. Each file is deleted after
 * its probe.
 */
final class FileRules {

	private static final String CODE = "LINDEN-4711";

	private static final String DOCUMENT = "The project is called Baikal.\nIts code word is " + CODE
			+ ".\nIts colour is blue.\n";

	private static final int SIDE = 128;

	private FileRules() {
	}

	static List<LiveRule> all() {
		return List.of(
				new LiveRule("document-auto",
						"A document that is attached beside function_call \"auto\" is read by the model.",
						(service) -> document(service, FunctionCallMode.AUTO, true)),
				new LiveRule("document-plain",
						"A document that is attached without function_call is accepted, but not read.",
						(service) -> document(service, null, false)),
				new LiveRule("picture", "A picture that is attached without function_call is seen by the model.",
						FileRules::picture));
	}

	private static Finding document(LiveService service, @Nullable FunctionCallMode mode, boolean expected) {
		FileUpload document = FileUpload.of("live-check.txt", MimeTypeUtils.TEXT_PLAIN,
				DOCUMENT.getBytes(StandardCharsets.UTF_8));
		String answer = ask(service, document, service.settings().model(),
				"What is the code word in the attached document? Answer with the code word alone.", mode);
		boolean read = answer.contains(CODE.toLowerCase(Locale.ROOT));
		return Finding.of(read == expected,
				read ? "the answer has the code word of the document" : "the answer has no code word");
	}

	private static Finding picture(LiveService service) {
		FileUpload picture = FileUpload.of("live-check.png", MimeTypeUtils.IMAGE_PNG, redSquare());
		String answer = ask(service, picture, service.settings().visionModel(),
				"Which colour is this picture? Answer with one English word.", null);
		boolean seen = answer.contains("red") || answer.contains("красн");
		return Finding.of(seen, seen ? "" : "accepted, but the answer does not name the colour");
	}

	private static String ask(LiveService service, FileUpload file, String model, String question,
			@Nullable FunctionCallMode mode) {
		String id = service.api().files().upload(file).body().id();
		try {
			service.ask(ChatCompletionRequest.builder()
				.model(model)
				.messages(List.of(ChatMessage.attached(question, List.of(id))))
				.functionCall(mode)
				.maxTokens(Wire.MAX_TOKENS)
				.build());
			return service.lastAnswer()
				.path("choices")
				.path(0)
				.path("message")
				.path("content")
				.asString("")
				.toLowerCase(Locale.ROOT);
		}
		finally {
			service.freeOfCharge().files().delete(id);
		}
	}

	private static byte[] redSquare() {
		BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = picture.createGraphics();
		graphics.setColor(Color.RED);
		graphics.fillRect(0, 0, SIDE, SIDE);
		graphics.dispose();
		ByteArrayOutputStream png = new ByteArrayOutputStream();
		try {
			ImageIO.write(picture, "png", png);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return png.toByteArray();
	}

}
