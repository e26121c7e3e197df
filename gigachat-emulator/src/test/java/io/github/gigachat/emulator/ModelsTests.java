package io.github.gigachat.emulator;

import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The models endpoints.
 */
class ModelsTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = GigaChatEmulatorExtension
		.with((builder) -> builder.noAuthentication().model("GigaChat-Mine"));

	private final GigaChatEmulator emulator = GIGACHAT.emulator();

	private final TestClient client = new TestClient(this.emulator);

	@Test
	void listsChatModelsAndOthers() {
		JsonNode list = TestClient.json(get("/models").body());

		assertThat(list.path("object").stringValue()).isEqualTo("list");
		List<String> ids = list.path("data").valueStream().map((model) -> model.path("id").stringValue()).toList();
		assertThat(ids).contains("GigaChat-2", "GigaChat-2-Max", "GigaChat-Mine", "Embeddings");
		assertThat(list.path("data").path(0).propertyNames()).containsExactly("id", "object", "owned_by", "type");
	}

	@Test
	void showsOneModel() {
		assertThat(get("/models/GigaChat-2").body())
			.isEqualTo("{\"id\":\"GigaChat-2\",\"object\":\"model\",\"owned_by\":\"salutedevices\",\"type\":\"chat\"}");
	}

	@Test
	void refusesAnUnknownModel() {
		HttpResponse<String> answer = get("/models/Nope");

		assertThat(answer.statusCode()).isEqualTo(404);
		assertThat(answer.body()).isEqualTo("{\"status\":404,\"message\":\"No such model\"}");
	}

	@Test
	void refusesAnotherMethodAndAnotherPath() {
		assertThat(this.client.send(this.client.models("", "/models").DELETE()).statusCode()).isEqualTo(405);
		assertThat(get("/nothing").statusCode()).isEqualTo(404);
	}

	@Test
	void followsAScript() {
		this.emulator.onModels().fail(503).then().fail(403, "Permission denied").then().succeed();

		HttpResponse<String> first = get("/models");
		assertThat(first.statusCode()).isEqualTo(503);
		assertThat(first.headers().firstValue("content-type")).hasValue("text/html");
		assertThat(get("/models").body()).isEqualTo("{\"status\":403,\"message\":\"Permission denied\"}");
		assertThat(get("/models").statusCode()).isEqualTo(200);
	}

	private HttpResponse<String> get(String path) {
		return this.client.send(this.client.models("", path));
	}

}
