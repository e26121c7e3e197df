package io.github.gigachat.spring.ai.internal.schema;

import java.util.List;
import java.util.function.Function;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.OfferedFunction;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * A model that talks to the emulator, which refuses what the service refuses.
 */
final class StrictService implements AutoCloseable {

	private final GigaChatEmulator emulator = GigaChatEmulator.start();

	private final GigaChatApi api = GigaChatApi.builder()
		.baseUrl(this.emulator.baseUrl())
		.authUrl(this.emulator.authUrl())
		.credentials(GigaChatCredentials.authorizationKey(this.emulator.apiKey()))
		.build();

	private final GigaChatModel model = GigaChatModel.builder().api(this.api).build();

	GigaChatEmulator emulator() {
		return this.emulator;
	}

	GigaChatModel model() {
		return this.model;
	}

	/** Sends a request with tools; it fails if the service refuses it. */
	void offer(List<ToolDefinition> tools) {
		List<ToolCallback> callbacks = tools.stream().map((tool) -> callback(tool, (input) -> "{}")).toList();
		this.model.call(new Prompt("Hi", GigaChatOptions.builder().toolCallbacks(callbacks).build()));
	}

	/** The functions of the last request. */
	List<OfferedFunction> offered() {
		return this.emulator.lastChatRequest().chat().functions();
	}

	static ToolCallback callback(ToolDefinition definition, Function<String, String> tool) {
		return new ToolCallback() {

			@Override
			public ToolDefinition getToolDefinition() {
				return definition;
			}

			@Override
			public String call(String input) {
				return tool.apply(input);
			}

		};
	}

	@Override
	public void close() {
		this.api.close();
		this.emulator.close();
	}

}
