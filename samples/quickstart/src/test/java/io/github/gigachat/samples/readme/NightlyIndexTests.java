package io.github.gigachat.samples.readme;

import java.util.Map;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of batches on the page about GigaChatApi.
 */
class NightlyIndexTests {

	private static final String SCOPE = "GIGACHAT_API_CORP";

	@Test
	void embedsPagesOvernight() {
		try (GigaChatEmulator emulator = GigaChatEmulator.builder().scope(SCOPE).start();
				GigaChatApi api = GigaChatApi.builder()
					.baseUrl(emulator.baseUrl())
					.authUrl(emulator.authUrl())
					.scope(SCOPE)
					.credentials(GigaChatCredentials.authorizationKey(emulator.apiKey()))
					.build()) {
			NightlyIndex index = new NightlyIndex(api);

			String id = index.handIn(Map.of("first", "Москва", "second", "Тула"));

			assertThat(index.fetch(id)).containsOnlyKeys("first", "second")
				.allSatisfy((page, vectors) -> assertThat(vectors.data()).hasSize(1));
		}
	}

}
