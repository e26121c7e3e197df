package io.github.gigachat.emulator;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pictures that the emulator draws.
 */
class DrawingTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = GigaChatEmulatorExtension
		.with(GigaChatEmulator.Builder::noAuthentication);

	private static final String AUTO = ",\"function_call\":\"auto\"";

	private static final String OFFERED = ",\"functions\":[{\"name\":\"text2image\"}]";

	private final GigaChatEmulator emulator = GIGACHAT.emulator();

	private final TestClient client = new TestClient(this.emulator);

	@Test
	void answersWithAPictureAndAText() throws IOException {
		this.emulator.onUserMessage("cat").draw("here it is.");

		JsonNode choice = ask("Draw a cat", AUTO).path("choices").path(0);

		EmulatedFile picture = this.emulator.drawings().get(0);
		assertThat(choice.path("message").path("content").stringValue())
			.isEqualTo("<img src=\"" + picture.id() + "\" fuse=\"true\"/> here it is.");
		assertThat(choice.path("message").path("functions_state_id").stringValue()).hasSize(36);
		assertThat(choice.path("finish_reason").stringValue()).isEqualTo("stop");
		assertThat(picture.type()).isEqualTo("image/jpeg");
		BufferedImage image = ImageIO
			.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(picture.content())));
		assertThat(image.getWidth()).isEqualTo(64);
	}

	@Test
	void aStreamReportsTheProgressOfADrawing() {
		this.emulator.onAnyMessage().draw("here it is.");

		String stream = this.client.send(this.client.chat("", TestClient.chatBody("x", AUTO + ",\"stream\":true")))
			.body();

		List<JsonNode> deltas = Stream.of(stream.split("\n\n"))
			.filter((event) -> !event.endsWith("[DONE]"))
			.map((event) -> TestClient.json(event.substring("data: ".length())).path("choices").path(0).path("delta"))
			.toList();
		assertThat(deltas.get(0).path("role").stringValue()).isEqualTo("function_in_progress");
		assertThat(deltas.get(0).path("name").stringValue()).isEqualTo("text2image");
		String text = deltas.stream()
			.filter((delta) -> !delta.path("role").asString("").equals("function_in_progress"))
			.map((delta) -> delta.path("content").stringValue())
			.collect(Collectors.joining());
		assertThat(text)
			.isEqualTo("<img src=\"" + this.emulator.drawings().get(0).id() + "\" fuse=\"true\"/> here it is.");
		assertThat(deltas.get(deltas.size() - 1).path("functions_state_id").isString()).isTrue();
	}

	@Test
	void onlyTheClientThatAskedForAPictureMayReadIt() {
		this.client.send(this.client.chat("", TestClient.chatBody("Draw a cat", AUTO)).header("X-Client-ID", "anna"));
		String path = "/files/" + this.emulator.drawings().get(0).id() + "/content";

		HttpResponse<String> own = this.client.send(this.client.models("", path).header("X-Client-ID", "anna"));
		HttpResponse<String> other = this.client.send(this.client.models("", path).header("X-Client-ID", "boris"));
		HttpResponse<String> nobody = this.client.send(this.client.models("", path));

		assertThat(own.statusCode()).isEqualTo(200);
		assertThat(other.statusCode()).isEqualTo(404);
		assertThat(nobody.statusCode()).isEqualTo(404);
	}

	@Test
	void noTwoPicturesAreEqual() {
		assertThat(this.emulator.draw(null).content()).isNotEqualTo(this.emulator.draw(null).content());
		assertThat(this.emulator.drawings()).hasSize(2);
		assertThat(this.emulator.uploads()).isEmpty();

		this.emulator.reset();

		assertThat(this.emulator.drawings()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { AUTO, AUTO + OFFERED, ",\"function_call\":{\"name\":\"text2image\"}" })
	void drawsAPictureWithoutAScript(String more) {
		assertThat(content("Нарисуй кота", more)).startsWith("<img src=\"").contains("эмулятор");
	}

	@Test
	void drawsAPictureIfTheFunctionIsForced() {
		assertThat(content("cat", OFFERED + ",\"function_call\":{\"name\":\"text2image\"}")).startsWith("<img src=\"");
		assertThat(content("cat", AUTO)).doesNotContain("<img");
		assertThat(content("I withdraw", AUTO)).doesNotContain("<img");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",\"function_call\":\"none\"", OFFERED,
			AUTO + ",\"functions\":[{\"name\":\"f\",\"description\":\"f\",\"parameters\":{\"properties\":{}}}]" })
	void doesNotDrawUnlessTheRequestAllowsIt(String more) {
		assertThat(content("Draw a cat", more)).doesNotContain("<img");

		this.emulator.onUserMessage("cat").draw("here it is.");

		assertThat(content("Draw a cat", more)).isEqualTo("here it is.");
		assertThat(this.emulator.drawings()).isEmpty();
	}

	private String content(String text, String more) {
		return ask(text, more).path("choices").path(0).path("message").path("content").stringValue();
	}

	private JsonNode ask(String text, String more) {
		HttpResponse<String> answer = this.client.send(this.client.chat("", TestClient.chatBody(text, more)));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return TestClient.json(answer.body());
	}

}
