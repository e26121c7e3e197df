package io.github.gigachat.emulator;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an installation that refuses a response format beside tools.
 */
class FormatBesideToolsTests {

	private static final String REFUSAL = "{\"status\":400,\"message\":"
			+ "\"response_format is not supported together with functions\"}";

	private static final String FUNCTIONS = "[{\"name\":\"f\",\"description\":\"f\",\"parameters\":"
			+ "{\"type\":\"object\",\"properties\":{}}}]";

	private static final String FORMAT = "\"response_format\":{\"type\":\"json_schema\",\"schema\":"
			+ "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}}";

	private static final String V1 = "," + FORMAT + ",\"functions\":" + FUNCTIONS;

	private static final String V2 = ",\"model_options\":{" + FORMAT
			+ "},\"tools\":[{\"functions\":{\"specifications\":" + FUNCTIONS + "}}]";

	private static final String V2_BUILT_IN = ",\"model_options\":{" + FORMAT + "},\"tools\":[{\"web_search\":{}}]";

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = GigaChatEmulatorExtension
		.with(GigaChatEmulator.Builder::noAuthentication);

	private final GigaChatEmulator emulator = GIGACHAT.emulator();

	private final TestClient client = new TestClient(this.emulator);

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void refusesBothTogether(boolean stream) {
		this.emulator.refuseResponseFormatBesideTools();
		String streamed = ",\"stream\":" + stream;

		assertRefused(v1(V1 + streamed));
		assertRefused(v2(V2 + streamed));
		assertRefused(v2(V2_BUILT_IN + streamed));
	}

	private static void assertRefused(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).isEqualTo(REFUSAL);
	}

	@Test
	void acceptsEachAlone() {
		this.emulator.refuseResponseFormatBesideTools();

		assertThat(v1("," + FORMAT).statusCode()).isEqualTo(200);
		assertThat(v1(",\"response_format\":{\"type\":\"text\"},\"functions\":" + FUNCTIONS).statusCode())
			.isEqualTo(200);
		assertThat(v2(",\"model_options\":{" + FORMAT + "}").statusCode()).isEqualTo(200);
		assertThat(v2(",\"tools\":[{\"web_search\":{}}]").statusCode()).isEqualTo(200);
	}

	@Test
	void acceptsBothByDefaultAndAfterAReset() {
		assertThat(v1(V1).statusCode()).isEqualTo(200);
		this.emulator.refuseResponseFormatBesideTools();

		this.emulator.reset();

		assertThat(v1(V1).statusCode()).isEqualTo(200);
		assertThat(v2(V2).statusCode()).isEqualTo(200);
	}

	private HttpResponse<String> v1(String more) {
		return this.client.send(this.client.chat("", TestClient.chatBody("Hi", more)));
	}

	private HttpResponse<String> v2(String more) {
		return this.client.send(this.client.chatV2("", TestClient.chatV2Body("Hi", more)));
	}

}
