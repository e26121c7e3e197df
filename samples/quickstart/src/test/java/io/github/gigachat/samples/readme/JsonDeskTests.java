package io.github.gigachat.samples.readme;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.spring.ai.GigaChatModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of the page on flattening that answers with JSON in the form that a client
 * asks for.
 */
@SpringBootTest
@Import(EmulatorConfiguration.class)
class JsonDeskTests {

	private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}";

	@Autowired
	GigaChatEmulator gigachat;

	@Autowired
	GigaChatModel model;

	@BeforeEach
	void forget() {
		this.gigachat.reset();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void followsTheSchemaOfTheClient(boolean strict) {
		this.gigachat.onAnyMessage().reply("{\"city\":\"Tula\"}");

		assertThat(new JsonDesk(this.model).answer("A city?", SCHEMA, strict)).isEqualTo("{\"city\":\"Tula\"}");
		assertThat(this.gigachat.lastChatRequest().body()).contains("\"schema\":" + SCHEMA + ",\"strict\":" + strict);
	}

	@Test
	void answersWithAnyObject() {
		this.gigachat.onAnyMessage().reply("{\"city\":\"Tula\"}");

		assertThat(new JsonDesk(this.model).answer("A city?", null, true)).isEqualTo("{\"city\":\"Tula\"}");
		assertThat(this.gigachat.lastChatRequest().body())
			.contains("\"schema\":{\"type\":\"object\"},\"strict\":false");
	}

	@Test
	void answersByAFunctionWhereTheFormatIsRefusedBesideTools() {
		this.gigachat.refuseResponseFormatBesideTools();
		this.gigachat.onAnyMessage().callFunction("structured_output", "{\"city\":\"Tula\"}");
		ToolCallback[] tools = ToolCallbacks.from(new CityClock());

		assertThat(new JsonDesk(this.model).answer("A city?", SCHEMA, true, tools)).isEqualTo("{\"city\":\"Tula\"}");
		assertThat(this.gigachat.chatRequests()).hasSize(2);
	}

}
