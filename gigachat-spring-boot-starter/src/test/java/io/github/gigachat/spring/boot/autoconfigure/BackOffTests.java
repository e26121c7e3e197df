package io.github.gigachat.spring.boot.autoconfigure;

import java.util.Arrays;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.observation.ChatModelObservationConvention;
import org.springframework.ai.chat.observation.DefaultChatModelObservationConvention;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the beans that the starter publishes, and of those that it replaces by beans
 * of the application.
 */
@ExtendWith(GigaChatEmulatorExtension.class)
class BackOffTests {

	private final ApplicationContextRunner application = Runners.application();

	@Test
	void nothingOfASharedTypeIsPublished() {
		this.application.withPropertyValues("spring.ai.gigachat.auth-type=none").run((context) -> {
			assertThat(context).hasNotFailed();
			ConfigurableApplicationContext source = context
				.getSourceApplicationContext(ConfigurableApplicationContext.class);
			assertThat(Arrays.stream(context.getBeanDefinitionNames())
				.filter((name) -> ofTheStarter(source, name))
				.map((name) -> source.getBeanFactory().getType(name))).hasSize(6)
				.allSatisfy((type) -> assertThat(type.getName()).startsWith("io.github.gigachat."));
		});
	}

	private static boolean ofTheStarter(ConfigurableApplicationContext context, String name) {
		String factory = context.getBeanFactory().getBeanDefinition(name).getFactoryBeanName();
		return factory != null && factory.startsWith("io.github.gigachat.");
	}

	@Test
	void aModelOfTheApplicationNeedsNoKey(GigaChatEmulator emulator) {
		try (GigaChatApi api = GigaChatApi.builder()
			.credentials(GigaChatCredentials.authorizationKey(emulator.apiKey()))
			.baseUrl(emulator.baseUrl())
			.authUrl(emulator.authUrl())
			.build()) {
			this.application.withBean("own", GigaChatModel.class, () -> GigaChatModel.builder().api(api).build())
				.run((context) -> {
					assertThat(context).hasNotFailed().hasSingleBean(GigaChatModel.class);
					Runners.ask(context, "hello");
					assertThat(emulator.chatRequests()).hasSize(1);
				});
		}
	}

	@Test
	void anApiOfTheApplicationIsUsed(GigaChatEmulator emulator) {
		this.application
			.withBean("own", GigaChatApi.class,
					() -> GigaChatApi.builder()
						.credentials(GigaChatCredentials.authorizationKey(emulator.apiKey()))
						.baseUrl(emulator.baseUrl())
						.authUrl(emulator.authUrl())
						.build())
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(GigaChatApi.class);
				Runners.ask(context, "hello");
				assertThat(emulator.chatRequests()).hasSize(1);
			});
	}

	@Test
	void callsAreObservedByTheApplicationsRegistryAndConvention(GigaChatEmulator emulator) {
		TestObservationRegistry registry = TestObservationRegistry.create();
		Runners.applicationOf(emulator)
			.withBean(ObservationRegistry.class, () -> registry)
			.withBean(ChatModelObservationConvention.class, OwnConvention::new)
			.run((context) -> Runners.ask(context, "hello"));
		TestObservationRegistryAssert.assertThat(registry)
			.hasObservationWithNameEqualTo("http.client.requests")
			.that()
			.hasBeenStopped();
		TestObservationRegistryAssert.assertThat(registry)
			.hasObservationWithNameEqualTo("own.name")
			.that()
			.hasBeenStopped()
			.hasLowCardinalityKeyValue(KeyValue.of("gen_ai.system", "gigachat"));
	}

	/**
	 * A convention with a name of its own.
	 */
	static final class OwnConvention extends DefaultChatModelObservationConvention {

		@Override
		public String getName() {
			return "own.name";
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof ChatModelObservationContext;
		}

	}

}
