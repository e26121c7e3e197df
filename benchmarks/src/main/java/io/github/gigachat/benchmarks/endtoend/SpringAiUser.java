package io.github.gigachat.benchmarks.endtoend;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * A provider of Spring AI as an application uses it: auto-configured by its starter, with
 * the default properties but for the URLs.
 */
final class SpringAiUser implements ChatUser {

	private final ConfigurableApplicationContext context;

	private final ChatModel model;

	private final ChatClient client;

	private SpringAiUser(ConfigurableApplicationContext context) {
		this.context = context;
		this.model = context.getBean(ChatModel.class);
		this.client = context.getBean(ChatClient.Builder.class).build();
	}

	static SpringAiUser start(String provider, int port) {
		return new SpringAiUser(new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties(Map.of("logging.level.root", "ERROR", "spring.main.log-startup-info", "false"))
			.properties(properties(provider, "http://127.0.0.1:" + port))
			.run());
	}

	private static Map<String, Object> properties(String provider, String root) {
		return switch (provider) {
			case "gigachat" -> Map.of("spring.ai.gigachat.base-url", root + "/v1", "spring.ai.gigachat.auth-url",
					root + "/oauth", "spring.ai.gigachat.api-key", "a2V5OnNlY3JldA==");
			case "openai" -> Map.of("spring.ai.openai.base-url", root + "/openai/v1", "spring.ai.openai.api-key", "key",
					"spring.ai.model.image", "none", "spring.ai.model.audio.speech", "none",
					"spring.ai.model.audio.transcription", "none", "spring.ai.model.moderation", "none",
					"spring.ai.model.embedding", "none");
			case "ollama" -> Map.of("spring.ai.ollama.base-url", root, "spring.ai.model.embedding", "none");
			default -> throw new IllegalArgumentException("There is no provider " + provider);
		};
	}

	@Override
	public int call(String model) {
		return length(this.model.call(prompt(model)));
	}

	@Override
	public int callClient(String model) {
		return ChatUser
			.length(this.client.prompt(QUESTION).options(ChatOptions.builder().model(model)).call().content());
	}

	@Override
	public int stream(String model, Runnable onFirst) {
		AtomicInteger length = new AtomicInteger();
		this.model.stream(prompt(model)).doOnNext((chunk) -> {
			int more = length(chunk);
			if (more > 0 && length.getAndAdd(more) == 0) {
				onFirst.run();
			}
		}).blockLast();
		return length.get();
	}

	private Prompt prompt(String model) {
		return new Prompt(QUESTION, Objects.requireNonNull(this.model.getOptions()).mutate().model(model).build());
	}

	private static int length(ChatResponse response) {
		return (response.getResult() != null) ? ChatUser.length(response.getResult().getOutput().getText()) : 0;
	}

	@Override
	public void close() {
		this.context.close();
	}

	/** An application without beans of its own. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
