package io.github.gigachat.samples.readme;

import java.time.Duration;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of the page on named connections.
 */
@SpringBootTest
class BranchesTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension service = new GigaChatEmulatorExtension();

	@RegisterExtension
	static final GigaChatEmulatorExtension branch = GigaChatEmulatorExtension
		.with((builder) -> builder.user("branch", "of-the-branch"));

	@DynamicPropertySource
	static void connect(DynamicPropertyRegistry properties) {
		GigaChatEmulator first = service.emulator();
		properties.add("spring.ai.gigachat.base-url", first::baseUrl);
		properties.add("spring.ai.gigachat.auth-url", first::authUrl);
		properties.add("spring.ai.gigachat.api-key", first::apiKey);
		GigaChatEmulator second = branch.emulator();
		String prefix = "spring.ai.gigachat.connections.branch.";
		properties.add(prefix + "base-url", second::baseUrl);
		properties.add(prefix + "auth-url", () -> second.baseUrl() + "/token");
		properties.add(prefix + "username", () -> "branch");
		properties.add(prefix + "password", () -> "of-the-branch");
		properties.add(prefix + "chat.model", () -> "GigaChat-2-Max");
	}

	@Test
	void eachConnectionAnswers(@Autowired Branches branches) {
		service.emulator().onUserMessage("Кто ты?").reply("Сервис");
		branch.emulator().onUserMessage("Кто ты?").reply("Филиал");

		assertThat(branches.names()).containsExactly("default", "branch");
		assertThat(branches.ask("default", "Кто ты?")).isEqualTo("Сервис");
		assertThat(branches.ask("branch", "Кто ты?")).isEqualTo("Филиал");
		assertThat(String.join("", branches.stream("branch", "Кто ты?").collectList().block(Duration.ofSeconds(30))))
			.isEqualTo("Филиал");
		assertThat(branches.embed("branch", "Кто ты?")).isNotEmpty();
		assertThat(branch.emulator().lastChatRequest().body()).contains("GigaChat-2-Max");
		assertThat(branch.emulator().embeddingRequests()).hasSize(1);
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

}
