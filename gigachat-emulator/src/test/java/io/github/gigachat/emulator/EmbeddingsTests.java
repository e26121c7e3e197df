package io.github.gigachat.emulator;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * The embeddings endpoint.
 */
class EmbeddingsTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = GigaChatEmulatorExtension
		.with((builder) -> builder.noAuthentication().embeddingModel("Mine", 8, 3));

	private final GigaChatEmulator emulator = GIGACHAT.emulator();

	private final TestClient client = new TestClient(this.emulator);

	@Test
	void answersAsTheServiceDoes() {
		JsonNode answer = TestClient.json(post("{\"model\":\"Embeddings\",\"input\":[\"кошка\",\"a dog\"]}").body());

		assertThat(answer.propertyNames()).containsExactly("object", "model", "data");
		assertThat(answer.path("object").stringValue()).isEqualTo("list");
		assertThat(answer.path("model").stringValue()).isEqualTo("Embeddings");
		assertThat(answer.path("data")).hasSize(2);
		JsonNode second = answer.path("data").path(1);
		assertThat(second.propertyNames()).containsExactly("object", "index", "embedding", "usage");
		assertThat(second.path("object").stringValue()).isEqualTo("embedding");
		assertThat(second.path("index").intValue()).isOne();
		assertThat(second.path("usage").toString()).isEqualTo("{\"prompt_tokens\":2}");
	}

	@ParameterizedTest
	@CsvSource({ "Embeddings,1024", "Embeddings-2,1024", "EmbeddingsGigaR,2560", "GigaEmbeddings-3B-2025-09,2048",
			"Mine,8" })
	void hasTheDimensionsOfTheModel(String model, int dimensions) {
		assertThat(vector(model, "кошка")).hasSize(dimensions);
	}

	@Test
	void acceptsOneTextWithoutAnArray() {
		assertThat(TestClient.json(post("{\"model\":\"Mine\",\"input\":\"cat\"}").body()).path("data")).hasSize(1);
	}

	@Test
	void textsThatShareWordsHaveNearerVectors() {
		double near = cosine("Возврат товара в течение 14 дней", "Как вернуть товар? Сколько дней на возврат?");
		double far = cosine("Возврат товара в течение 14 дней", "Our office is open on weekdays");

		assertThat(near).isGreaterThan(far + 0.2);
		assertThat(cosine("кошка", "кошка")).isEqualTo(1, within(1e-6));
	}

	@Test
	void vectorsAreNotNormalized() {
		double sum = 0;
		for (double value : vector("Embeddings", "кошка")) {
			sum += value * value;
		}

		assertThat(sum).isEqualTo(1024, within(0.1));
	}

	@Test
	void aTextWithoutWordsHasAVector() {
		assertThat(cosine("?!", "...")).isEqualTo(1, within(1e-6));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "{", "[]", "{\"input\":[\"a\"]}", "{\"model\":\"Mine\"}", "{\"model\":\"Mine\",\"input\":1}",
					"{\"model\":\"Mine\",\"input\":[1]}", "{\"model\":\"Mine\",\"input\":[[\"a\"]]}" })
	void refusesABodyOfAnotherShape(String body) {
		assertRefused(post(body), 400, "Your request contains invalid JSON syntax.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Nope", "GigaChat-2" })
	void refusesAnUnknownModel(String model) {
		assertRefused(post("{\"model\":\"" + model + "\",\"input\":[\"a\"]}"), 404, "No such model");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "[\"\"]", "\" \"", "[\"a\",\"\"]" })
	void refusesARequestWithoutTexts(String input) {
		assertRefused(post("{\"model\":\"Mine\",\"input\":" + input + "}"), 422,
				"Invalid params: input must not be empty");
	}

	@Test
	void refusesATextThatIsTooLong() {
		assertThat(post("{\"model\":\"Mine\",\"input\":[\"twelve chars\"]}").statusCode()).isEqualTo(200);
		assertRefused(post("{\"model\":\"Mine\",\"input\":[\"a\",\"thirteen char\"]}"), 413, "Payload too large");
	}

	@Test
	void refusesAnotherMethod() {
		assertThat(this.client.send(this.client.models("", "/embeddings")).statusCode()).isEqualTo(405);
	}

	@Test
	void countsAgainstThePackage() {
		this.emulator.exhaustPackage();

		assertRefused(post("{\"model\":\"Mine\",\"input\":[\"a\"]}"), 402, "Payment Required");
	}

	@Test
	void followsAScriptAndRecordsTheRequest() {
		this.emulator.onEmbeddings().fail(503).then().replyRaw(200, "application/json", "{}").then().succeed();
		String body = "{\"model\":\"Mine\",\"input\":[\"a\"]}";

		assertThat(List.of(post(body).statusCode(), post(body).statusCode())).containsExactly(503, 200);
		assertThat(TestClient.json(post(body).body()).path("data")).hasSize(1);
		assertThat(this.emulator.embeddingRequests()).hasSize(3)
			.allSatisfy((request) -> assertThat(request.body()).isEqualTo(body));
	}

	private HttpResponse<String> post(String body) {
		return this.client.send(this.client.request(this.emulator.baseUrl() + "/embeddings")
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	private List<Double> vector(String model, String text) {
		JsonNode answer = TestClient.json(post("{\"model\":\"" + model + "\",\"input\":[\"" + text + "\"]}").body());
		return answer.path("data")
			.path(0)
			.path("embedding")
			.valueStream()
			.map((value) -> Double.valueOf(value.doubleValue()))
			.toList();
	}

	private double cosine(String first, String second) {
		List<Double> a = vector("Embeddings", first);
		List<Double> b = vector("Embeddings", second);
		double product = 0;
		double lengthA = 0;
		double lengthB = 0;
		for (int i = 0; i < a.size(); i++) {
			product += a.get(i) * b.get(i);
			lengthA += a.get(i) * a.get(i);
			lengthB += b.get(i) * b.get(i);
		}
		return product / Math.sqrt(lengthA * lengthB);
	}

	private static void assertRefused(HttpResponse<String> answer, int status, String message) {
		assertThat(answer.statusCode()).isEqualTo(status);
		assertThat(answer.body()).isEqualTo("{\"status\":" + status + ",\"message\":\"" + message + "\"}");
	}

}
