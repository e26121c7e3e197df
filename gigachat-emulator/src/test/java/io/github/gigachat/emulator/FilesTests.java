package io.github.gigachat.emulator;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The files endpoints.
 */
class FilesTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = GigaChatEmulatorExtension
		.with((builder) -> builder.noAuthentication().file("known"));

	private static final String HEAD = """
			--b\r
			Content-Disposition: form-data; name="purpose"\r
			\r
			general\r
			--b\r
			Content-Disposition: form-data; name="file"; filename="картинка.png"\r
			Content-Type: image/png\r
			\r
			""";

	private static final String FORM = HEAD + "PNG\r\n\0\r\n--b--\r\n";

	private final GigaChatEmulator emulator = GIGACHAT.emulator();

	private final TestClient client = new TestClient(this.emulator);

	private HttpResponse<String> upload(String contentType, byte[] body) {
		return this.client.send(this.client.models("", "/files")
			.header("Content-Type", contentType)
			.POST(HttpRequest.BodyPublishers.ofByteArray(body)));
	}

	private HttpResponse<String> upload(String body) {
		return upload("multipart/form-data; boundary=b", body.getBytes(StandardCharsets.UTF_8));
	}

	private HttpResponse<String> get(String path) {
		return this.client.send(this.client.models("", path));
	}

	private HttpResponse<String> post(String path) {
		return this.client.send(this.client.models("", path).POST(HttpRequest.BodyPublishers.noBody()));
	}

	@Test
	void keepsUploadedFiles() {
		JsonNode file = TestClient.json(upload(FORM).body());

		assertThat(file.propertyNames()).containsExactly("id", "object", "bytes", "created_at", "filename", "purpose",
				"access_policy", "modalities");
		assertThat(file.path("filename").stringValue()).isEqualTo("картинка.png");
		assertThat(file.path("bytes").intValue()).isEqualTo(6);
		assertThat(file.path("modalities").path(0).stringValue()).isEqualTo("image");
		String path = "/files/" + file.path("id").stringValue();
		assertThat(TestClient.json(get(path).body())).isEqualTo(file);
		HttpResponse<String> content = get(path + "/content");
		assertThat(content.headers().firstValue("content-type")).hasValue("application/octet-stream");
		assertThat(content.body()).isEqualTo("PNG\r\n\0");
		assertThat(this.emulator.uploads().get(0).content()).hasSize(6);
	}

	@Test
	void anUploadedFileMayBeAttachedUntilItIsDeleted() {
		String id = TestClient.json(upload(FORM).body()).path("id").stringValue();
		String chat = "{\"model\":\"GigaChat-2\",\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"attachments\":[\""
				+ id + "\"]}]}";
		assertThat(this.client.send(this.client.chat("", chat)).statusCode()).isEqualTo(200);

		assertThat(post("/files/" + id + "/delete").body())
			.isEqualTo("{\"id\":\"" + id + "\",\"deleted\":true,\"access_policy\":\"private\"}");

		assertThat(this.client.send(this.client.chat("", chat)).statusCode()).isEqualTo(404);
		assertThat(get("/files/" + id).body()).isEqualTo("{\"status\":404,\"message\":\"No such model\"}");
		assertThat(this.emulator.uploads()).hasSize(1);
	}

	@Test
	void aResetForgetsUploadsButNotTheFilesOfTheSettings() {
		upload(FORM);
		post("/files/known/delete");
		assertThat(TestClient.json(get("/files").body()).path("data")).hasSize(1);

		this.emulator.reset();

		JsonNode files = TestClient.json(get("/files").body()).path("data");
		assertThat(files).hasSize(1);
		assertThat(files.path(0).path("id").stringValue()).isEqualTo("known");
		assertThat(this.emulator.uploads()).isEmpty();
	}

	@Test
	void losesAFile() {
		String id = TestClient.json(upload(FORM).body()).path("id").stringValue();

		this.emulator.loseFile(id);

		assertThat(get("/files/" + id).statusCode()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "--b--\r\n", "--c\r\n\r\n\r\n--c--\r\n", "{}", HEAD + "PNG\r\n--b",
			HEAD + "PNG\r\n--bb\r\n" })
	void refusesAMalformedForm(String body) {
		assertThat(upload(body).statusCode()).isEqualTo(400);
		assertThat(this.emulator.uploads()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "general,assistant", "name=\"file\",name=\"image\"", "filename=\"картинка.png\",x=\"y\"",
			"filename=\"картинка.png\",filename=\"\"", "Content-Type: image/png,Content-Type: image/gif",
			"Content-Type: image/png,Content-Length: 6", "form-data; name=\"purpose\",form-data" })
	void refusesAnIncompleteForm(String what, String other) {
		assertThat(upload(FORM.replace(what, other)).statusCode()).isEqualTo(400);
		assertThat(this.emulator.uploads()).isEmpty();
	}

	@Test
	void refusesABodyThatIsNotAForm() {
		assertThat(upload("application/octet-stream", new byte[10]).statusCode()).isEqualTo(400);
	}

	@Test
	void refusesAFileThatIsTooLarge() {
		String content = "x".repeat(15 * 1024 * 1024);

		assertThat(upload(HEAD + content + "\r\n--b--\r\n").statusCode()).isEqualTo(200);
		HttpResponse<String> refusal = upload(HEAD + content + "x\r\n--b--\r\n");
		assertThat(refusal.statusCode()).isEqualTo(413);
		assertThat(refusal.body()).isEqualTo("{\"status\":413,\"message\":\"Payload too large\"}");
	}

	@Test
	void refusesAMalformedId() {
		assertThat(get("/files/nonsense/content").statusCode()).isEqualTo(400);
		assertThat(get("/files/3727db23-91a3-44fa-a6b7-9f0a311d3e9e/content").statusCode()).isEqualTo(404);
	}

	@Test
	void refusesAnotherMethodAndAnotherPath() {
		assertThat(this.client.send(this.client.models("", "/files/known").DELETE()).statusCode()).isEqualTo(405);
		assertThat(get("/files/known/delete").statusCode()).isEqualTo(405);
		assertThat(get("/files/known/other").statusCode()).isEqualTo(404);
		assertThat(get("/files/known/content/more").statusCode()).isEqualTo(404);
	}

	@Test
	void v2HasNoFiles() {
		String other = this.emulator.baseUrl().replace("/v1", "/v2") + "/files";

		HttpResponse<String> answer = this.client.send(this.client.request(other).GET());

		assertThat(answer.statusCode()).isEqualTo(403);
		assertThat(answer.headers().firstValue("content-type")).hasValue("text/html");
	}

}
