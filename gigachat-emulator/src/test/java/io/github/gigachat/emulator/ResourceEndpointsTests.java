package io.github.gigachat.emulator;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for token counts, the balance, AI detection, functions and batches.
 */
class ResourceEndpointsTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension INDIVIDUAL = GigaChatEmulatorExtension
		.with(GigaChatEmulator.Builder::noAuthentication);

	@RegisterExtension
	static final GigaChatEmulatorExtension CORPORATION = GigaChatEmulatorExtension
		.with((builder) -> builder.noAuthentication().scope("GIGACHAT_API_CORP"));

	private static HttpResponse<String> post(GigaChatEmulatorExtension service, String path, String body) {
		TestClient client = new TestClient(service.emulator());
		return client.send(client.models("", path).POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	private static HttpResponse<String> get(GigaChatEmulatorExtension service, String path) {
		TestClient client = new TestClient(service.emulator());
		return client.send(client.models("", path));
	}

	@Test
	void countsTokens() {
		assertThat(post(INDIVIDUAL, "/tokens/count", "{\"model\":\"GigaChat-2\",\"input\":[\"Hello, world!\"]}").body())
			.isEqualTo("[{\"object\":\"tokens\",\"tokens\":4,\"characters\":13}]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "{}", "[]", "{\"model\":\"GigaChat-2\",\"input\":\"text\"}",
			"{\"model\":\"GigaChat-2\",\"input\":[1]}", "{\"input\":[\"a\"]}" })
	void refusesAnInvalidRequestForACount(String body) {
		assertThat(post(INDIVIDUAL, "/tokens/count", body).statusCode()).isEqualTo(400);
	}

	@Test
	void refusesAnUnknownModel() {
		assertThat(post(INDIVIDUAL, "/tokens/count", "{\"model\":\"Nope\",\"input\":[\"a\"]}").statusCode())
			.isEqualTo(404);
		assertThat(post(CORPORATION, "/ai/check", "{\"model\":\"GigaChat-2\",\"input\":\"a\"}").statusCode())
			.isEqualTo(404);
	}

	@Test
	void returnsTheBalanceOfPrepaidCustomers() {
		assertThat(get(INDIVIDUAL, "/balance").body())
			.isEqualTo("{\"balance\":[{\"usage\":\"GigaChat\",\"value\":100500}]}");
		assertThat(get(CORPORATION, "/balance").body()).isEqualTo("{\"status\":403,\"message\":\"Permission denied\"}");
		assertThat(post(INDIVIDUAL, "/balance", "").statusCode()).isEqualTo(405);
	}

	@Test
	void checksTextsForCorporateCustomers() {
		String body = "{\"model\":\"GigaCheckDetection\",\"input\":\"" + "слово ".repeat(20) + "\"}";

		assertThat(post(CORPORATION, "/ai/check", body).body())
			.isEqualTo("{\"category\":\"mixed\",\"tokens\":30,\"characters\":120,\"ai_intervals\":[[0,60]]}");
		assertThat(post(INDIVIDUAL, "/ai/check", body).statusCode()).isEqualTo(403);
		assertThat(post(CORPORATION, "/ai/check", body.replaceFirst("слово ", "")).statusCode()).isEqualTo(422);
	}

	@Test
	void validatesFunctions() {
		assertThat(post(INDIVIDUAL, "/functions/validate", "{\"description\":\"x\"}").body())
			.isEqualTo("{\"status\":200,\"message\":\"Incorrect function syntax\",\"json_ai_rules_version\":\"1.0.5\","
					+ "\"errors\":[{\"description\":\"name is required\",\"schema_location\":\"(root)\"}]}");
		assertThat(post(INDIVIDUAL, "/functions/validate",
				"{\"name\":\"f\",\"parameters\":{\"type\":\"object\",\"properties\":{\"d\":{\"type\":\"object\"}}}}")
			.body()).contains("Field 'properties.d.properties' is missing").doesNotContain("warnings");
		assertThat(post(INDIVIDUAL, "/functions/validate", "[]").statusCode()).isEqualTo(400);
	}

	@Test
	void refusesAnUnknownBatch() {
		assertThat(get(CORPORATION, "/batches?batch_id=zzz").body())
			.isEqualTo("{\"status\":404,\"message\":\"Batch task not found\"}");
		assertThat(get(CORPORATION, "/batches").body()).isEqualTo("{\"batches\":[]}");
		assertThat(get(INDIVIDUAL, "/batches").statusCode()).isEqualTo(403);
		assertThat(post(CORPORATION, "/batches?method=chat_completions", "{}").statusCode()).isEqualTo(400);
		assertThat(post(CORPORATION, "/batches", "").statusCode()).isEqualTo(400);
		assertThat(post(CORPORATION, "/batches?method=other", "").body())
			.contains("The method of a batch has to be one of [chat_completions, embedder]");
	}

	@Test
	void followsAScriptForEachEndpoint() {
		INDIVIDUAL.emulator().onEndpoint(Endpoint.BALANCE).fail(503).then().succeed();

		assertThat(get(INDIVIDUAL, "/balance").statusCode()).isEqualTo(503);
		assertThat(get(INDIVIDUAL, "/files").statusCode()).isEqualTo(200);
		assertThat(get(INDIVIDUAL, "/balance").statusCode()).isEqualTo(200);
	}

	@Test
	void refusesAScriptForAnEndpointWithItsOwnMethod() {
		assertThatIllegalArgumentException().isThrownBy(() -> INDIVIDUAL.emulator().onEndpoint(Endpoint.CHAT))
			.withMessageContaining("CHAT");
	}

}
