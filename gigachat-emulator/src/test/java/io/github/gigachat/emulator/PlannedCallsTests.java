package io.github.gigachat.emulator;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for a state id under which the model keeps more calls than it returned.
 */
class PlannedCallsTests {

	private static final String MISMATCH = "{\"status\":422,\"message\":"
			+ "\"Function calls count does not match function results count\"}";

	private static final Pattern STATE_ID = Pattern.compile("\"(?:functions|tool)_state_id\":\"([^\"]+)\"");

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = GigaChatEmulatorExtension
		.with(GigaChatEmulator.Builder::noAuthentication);

	private final GigaChatEmulator emulator = GIGACHAT.emulator();

	private final TestClient client = new TestClient(this.emulator);

	@ParameterizedTest
	@CsvSource({ "1, false", "1, true", "2, false", "2, true" })
	void refusesTheStateIdAndAcceptsTheHistoryWithoutIt(int version, boolean stream) {
		this.emulator.onUserMessage("weather").callFunction("get_weather", Map.of()).plannedCalls(3);
		this.emulator.onFunctionResult("get_weather").reply("12 degrees.");

		String stateId = stateId(version, stream);

		HttpResponse<String> refused = send(version, history(version, stateId), stream);
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.body()).isEqualTo(MISMATCH);
		assertThat(send(version, history(version, null), stream).body()).contains("12 degrees.");
		assertThat(send(version, history(version, "another"), stream).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "1", "2" })
	void acceptsTheStateIdWithAsManyResultsAsCalls(int version) {
		this.emulator.onUserMessage("weather").callFunction("get_weather", Map.of()).plannedCalls(2);
		this.emulator.onFunctionResult("get_weather").reply("12 degrees.");

		String stateId = stateId(version, false);

		assertThat(send(version, history(version, stateId), false).statusCode()).isEqualTo(422);
		assertThat(send(version, history(version, stateId) + "," + pair(version, null), false).body())
			.contains("12 degrees.");
	}

	@Test
	void acceptsTheStateIdOfAnOrdinaryCall() {
		this.emulator.onUserMessage("weather").callFunction("get_weather", Map.of());
		this.emulator.onFunctionResult("get_weather").reply("12 degrees.");

		assertThat(send(1, history(1, stateId(1, false)), false).body()).contains("12 degrees.");
	}

	@Test
	void aResetForgetsThePlans() {
		this.emulator.onUserMessage("weather").callFunction("get_weather", Map.of()).plannedCalls(3);
		String stateId = stateId(1, false);

		this.emulator.reset();

		assertThat(send(1, history(1, stateId), false).statusCode()).isEqualTo(200);
	}

	@Test
	void aScriptCannotPlanLessThanOneCall() {
		ChatStep call = this.emulator.onAnyMessage().callFunction("get_weather", Map.of());

		assertThatIllegalArgumentException().isThrownBy(() -> call.plannedCalls(0)).withMessageContaining("at least 1");
		assertThatIllegalArgumentException().isThrownBy(() -> ChatAnswer.text("x").withPlannedCalls(0));
	}

	private String stateId(int version, boolean stream) {
		Matcher matcher = STATE_ID.matcher(send(version, user(version), stream).body());
		assertThat(matcher.find()).isTrue();
		return matcher.group(1);
	}

	private static String history(int version, @Nullable String stateId) {
		return user(version) + "," + pair(version, stateId);
	}

	private static String user(int version) {
		return (version == 1) ? "{\"role\":\"user\",\"content\":\"weather\"}"
				: "{\"role\":\"user\",\"content\":[{\"text\":\"weather\"}]}";
	}

	private static String pair(int version, @Nullable String stateId) {
		String field = (version == 1) ? "functions_state_id" : "tools_state_id";
		String state = (stateId != null) ? ",\"" + field + "\":\"" + stateId + "\"" : "";
		return ((version == 1) ? """
				{"role":"assistant","content":"","function_call":{"name":"get_weather","arguments":{}}%s},\
				{"role":"function","name":"get_weather","content":"{}"}""" : """
				{"role":"assistant","content":[{"function_call":{"name":"get_weather","arguments":{}}}]%s},\
				{"role":"tool","content":[{"function_result":{"name":"get_weather","result":"{}"}}]}""")
			.formatted(state);
	}

	private HttpResponse<String> send(int version, String messages, boolean stream) {
		String body = "{\"model\":\"GigaChat-2-Max\",\"messages\":[" + messages + "],\"stream\":" + stream + "}";
		return this.client.send((version == 1) ? this.client.chat("", body) : this.client.chatV2("", body));
	}

}
