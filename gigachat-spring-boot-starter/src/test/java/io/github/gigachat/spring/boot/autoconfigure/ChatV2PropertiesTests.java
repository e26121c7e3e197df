package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests that the properties of the v2 API apply to requests.
 */
@ExtendWith(GigaChatEmulatorExtension.class)
class ChatV2PropertiesTests {

	private static final String PREFIX = "spring.ai.gigachat.chat.";

	private static GigaChatEmulator emulator;

	@BeforeAll
	static void start(GigaChatEmulator running) {
		emulator = running;
	}

	private static ApplicationContextRunner v2() {
		return Runners.applicationOf(emulator).withPropertyValues(PREFIX + "api=v2");
	}

	@Test
	void onePropertySelectsTheApi() {
		v2().run((context) -> {
			Runners.ask(context, "Кто ты?");

			assertThat(emulator.lastChatRequest().path()).isEqualTo("/v2/chat/completions");
			assertThat(sent().path("messages").path(0).path("content").path(0).path("text").stringValue())
				.isEqualTo("Кто ты?");
		});
	}

	@Test
	void optionsOfARequestWithoutAnApiUseTheProperty() {
		v2().run((context) -> {
			context.getBean(GigaChatModel.class)
				.call(new Prompt("Кто ты?", GigaChatOptions.builder().temperature(0.5).build()));

			assertThat(sent().path("model_options").path("temperature").doubleValue()).isEqualTo(0.5);
		});
	}

	@Test
	void aRequestCanSelectTheApi() {
		v2().run((context) -> {
			context.getBean(GigaChatModel.class)
				.call(new Prompt("Кто ты?", GigaChatOptions.builder().api(ChatApi.V1).build()));

			assertThat(emulator.lastChatRequest().path()).isEqualTo("/v1/chat/completions");
		});
	}

	@Test
	void everyOptionReachesTheWire() {
		v2().withPropertyValues(PREFIX + "built-in-tools=web_search, image_generate", PREFIX + "response-regex=\\d{4}",
				PREFIX + "filter.request-neuro=false", PREFIX + "filter.request-blacklist=true",
				PREFIX + "filter.request-whitelist=false", PREFIX + "filter.response-blacklist=true",
				PREFIX + "profanity-check=false", PREFIX + "reasoning-effort=off", PREFIX + "max-tokens=7")
			.run((context) -> {
				Runners.ask(context, "Год?");

				assertThat(sent().path("tools")).isEqualTo(json("[{'web_search':{}},{'image_generate':{}}]"));
				assertThat(sent().path("model_options")).isEqualTo(json(
						"{'max_tokens':7,'response_format':{'type':'regex','regex':'\\\\d{4}'},'reasoning':{'effort':'off'}}"));
				assertThat(sent().path("disable_filter").booleanValue()).isTrue();
				assertThat(sent().path("filter_config")).isEqualTo(json(
						"{'request_content':{'neuro':false,'blacklist':true,'whitelist':false},'response_content':{'blacklist':true}}"));
			});
	}

	@Test
	void blankValuesCountAsAbsent() {
		Runners.applicationOf(emulator)
			.withPropertyValues(PREFIX + "api=", PREFIX + "v2-url=", PREFIX + "built-in-tools=",
					PREFIX + "response-regex=", PREFIX + "filter.request-neuro=")
			.run((context) -> assertThat(context.getBean(GigaChatModel.class).getOptions())
				.isEqualTo(GigaChatOptions.builder().model(GigaChatModel.DEFAULT_MODEL).build()));
	}

	@Test
	void theEndpointMayBeElsewhere() {
		try (GigaChatEmulator elsewhere = GigaChatEmulator.start()) {
			v2().withPropertyValues(PREFIX + "v2-url=" + elsewhere.v2Url(), "spring.ai.gigachat.headers.X-Team=ours")
				.run((context) -> {
					// the refusal shows that the request went to the other service
					assertThatThrownBy(() -> Runners.ask(context, "Кто ты?")).hasMessageContaining("401");
					assertThat(elsewhere.requests()).isNotEmpty()
						.allSatisfy((request) -> assertThat(request.headers()).containsKey("authorization")
							.doesNotContainKey("x-team"));
					assertThat(emulator.chatRequests()).isEmpty();
				});
		}
	}

	@Test
	void aConnectionOfTheApplicationReplacesThisUrlToo() {
		try (GigaChatEmulator elsewhere = GigaChatEmulator.start()) {
			Runners.application()
				.withPropertyValues(PREFIX + "api=v2", PREFIX + "v2-url=" + elsewhere.v2Url())
				.withBean(GigaChatConnectionDetails.class, () -> new EmulatorConnection(emulator))
				.run((context) -> assertThat(Runners.ask(context, "Кто ты?")).isNotEmpty());

			assertThat(elsewhere.requests()).isEmpty();
			assertThat(emulator.lastChatRequest().path()).isEqualTo("/v2/chat/completions");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "ftp://example.org/v2", "https:///v2", "https://user@example.org/v2",
			"https://example.org", "not a url" })
	void aWrongEndpointEndsTheStartWithTheNameOfItsProperty(String url) {
		v2().withPropertyValues(PREFIX + "v2-url=" + url)
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining(PREFIX + "v2-url"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "built-in-tools=web_search", "response-regex=x", "filter.request-neuro=true",
			"reasoning-effort=off" })
	void optionsOfV2AreRefusedInV1(String property) {
		Runners.applicationOf(emulator).withPropertyValues(PREFIX + property).run((context) -> {
			assertThatThrownBy(() -> Runners.ask(context, "Кто ты?"))
				.hasMessageContaining(PREFIX + property.split("[=.]", -1)[0])
				.hasMessageContaining(PREFIX + "api=v2");
			assertThat(emulator.chatRequests()).isEmpty();
		});
	}

	private static JsonNode sent() {
		return JsonMapper.shared().readTree(emulator.lastChatRequest().body());
	}

	private static JsonNode json(String json) {
		return JsonMapper.shared().readTree(json.replace('\'', '"'));
	}

}
