package io.github.gigachat.spring.ai.internal.flatten;

import java.util.Arrays;
import java.util.List;

import io.github.gigachat.spring.ai.api.chat.FunctionDefinition;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.tool.definition.ToolDefinition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a request does not depend on the requests that the same flattener converted
 * before.
 */
class MessageFlattenerTests {

	private final MessageFlattener flattener = new MessageFlattener();

	@Test
	void everyRequestHasItsOwnNames() {
		assertNames("get-weather", "get_weather");
		assertNames("get.time", "get_time");
		assertNames("get.weather", "get_weather");
		assertNames("get-weather", "get_weather");
		assertNames("get-weather", "get_weather");
		FlattenedConversation both = flattened("get-weather", "get.weather");
		assertThat(wireNames(both)).doesNotContain("get_weather").doesNotHaveDuplicates();
		assertThat(wireNames(both)).extracting(both.answers().names()::toOwn)
			.containsExactly("get-weather", "get.weather");
		assertNames("get-weather", "get_weather");
	}

	private void assertNames(String own, String wire) {
		FlattenedConversation conversation = flattened(own);
		assertThat(wireNames(conversation)).containsExactly(wire);
		assertThat(conversation.answers().names().toOwn(wire)).isEqualTo(own);
		assertThat(conversation.answers().names().toWire(own)).isEqualTo(wire);
	}

	private FlattenedConversation flattened(String... tools) {
		List<ToolDefinition> definitions = Arrays.stream(tools)
			.map((name) -> ToolDefinition.builder().name(name).description("Does it").inputSchema("{}").build())
			.toList();
		return this.flattener.flatten(List.of(new UserMessage("Hi")), definitions, FlattenSettings.defaults());
	}

	private static List<String> wireNames(FlattenedConversation conversation) {
		return conversation.functions().stream().map(FunctionDefinition::name).toList();
	}

}
