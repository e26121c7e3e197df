package io.github.gigachat.spring.boot.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatImageModel;
import io.github.gigachat.spring.ai.GigaChatImageOptions;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.boot.autoconfigure.failure.InvalidGigaChatConfigurationException;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.observation.DefaultImageModelObservationConvention;
import org.springframework.ai.image.observation.ImageModelObservationConvention;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the selection of the image model, and of the properties of images and of
 * downloaded media.
 */
class ImageAutoConfigurationTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension gigachat = new GigaChatEmulatorExtension();

	private final GigaChatEmulator emulator = gigachat.emulator();

	private static byte[] bytes(ImageModel model) {
		return model.call(new ImagePrompt("Draw a cat"))
			.getResult()
			.getOutput()
			.getB64Json()
			.getBytes(StandardCharsets.US_ASCII);
	}

	@Test
	void usesTheDefaultModelWithoutProperties() {
		Runners.applicationOf(this.emulator).run((context) -> {
			assertThat(bytes(context.getBean(ImageModel.class))).isNotEmpty();
			assertThat(this.emulator.lastChatRequest().chat().model()).isEqualTo("GigaChat-2-Max");
			assertThat(this.emulator.lastChatRequest().chat().messages()).hasSize(1);
			assertThat(this.emulator.drawings()).hasSize(1);
		});
	}

	@Test
	void thePropertiesApplyToEveryCall() {
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.ai.gigachat.image.model= GigaChat-2-Pro ",
					"spring.ai.gigachat.image.style=Ты — Василий Кандинский", "spring.ai.gigachat.image.n=2",
					"spring.ai.gigachat.headers.X-Client-ID=anna")
			.run((context) -> {
				assertThat(context.getBean(ImageModel.class).call(new ImagePrompt("Draw a cat")).getResults())
					.hasSize(2);

				assertThat(this.emulator.lastChatRequest().chat().model()).isEqualTo("GigaChat-2-Pro");
				assertThat(this.emulator.lastChatRequest().chat().messages().get(0).content())
					.isEqualTo("Ты — Василий Кандинский");
			});
	}

	@Test
	void aWrongValueFailsTheStartAndIsNamed() {
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.ai.gigachat.image.n=0")
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining(InvalidGigaChatConfigurationException.class.getName()
						+ ": spring.ai.gigachat.image.n has to be at least 1"));
	}

	@Test
	void theApplicationsModelIsUsed() {
		Runners.application()
			.withPropertyValues("spring.ai.model.chat=none", "spring.ai.model.image=gigachat")
			.withBean(GigaChatImageModel.class,
					() -> GigaChatImageModel.builder()
						.options(GigaChatImageOptions.builder().model("Mine").build())
						.credentials(GigaChatCredentials.none())
						.build())
			.run((context) -> assertThat(context.getBean(GigaChatImageModel.class).getOptions().getModel())
				.isEqualTo("Mine"));
	}

	@Test
	void theApplicationsRegistryAndConventionObserveIt() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		Runners.applicationOf(this.emulator)
			.withBean(ObservationRegistry.class, () -> registry)
			.withBean(ImageModelObservationConvention.class, NamedConvention::new)
			.run((context) -> {
				context.getBean(ImageModel.class).call(new ImagePrompt("Draw a cat"));

				TestObservationRegistryAssert.assertThat(registry)
					.hasObservationWithNameEqualTo("my.images")
					.that()
					.hasLowCardinalityKeyValue("gen_ai.system", "gigachat")
					.hasBeenStopped();
			});
	}

	@Test
	void gigachatSelectsThisProviderBesideAnothersChatModel() {
		connected().withPropertyValues("spring.ai.model.chat=openai", "spring.ai.model.image=gigachat")
			.run((context) -> {
				assertThat(context).hasSingleBean(GigaChatImageModel.class).doesNotHaveBean(GigaChatModel.class);
				assertThat(bytes(context.getBean(GigaChatImageModel.class))).isNotEmpty();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "openai", "none", "gigachat2" })
	void anyOtherValueDisablesThisProviderEvenWithCredentials(String value) {
		connected()
			.withPropertyValues("spring.ai.model.chat=gigachat", "spring.ai.model.image=" + value,
					"spring.ai.gigachat.image.n=many")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(GigaChatModel.class)
				.doesNotHaveBean(GigaChatImageModel.class));
	}

	@Test
	void createsNoModelWithoutThePropertyAndCredentials() {
		severalStarters().withPropertyValues("spring.ai.model.chat=openai").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBeanDefinitionNames()).filteredOn((name) -> !name.contains("Sanitiz"))
				.noneMatch((name) -> name.toLowerCase(Locale.ROOT).contains("gigachat"));
		});
	}

	@Test
	void credentialsEnableTheModelWithoutTheProperty() {
		connected().withPropertyValues("spring.ai.model.chat=openai")
			.run((context) -> assertThat(context).hasSingleBean(GigaChatImageModel.class));
	}

	@ParameterizedTest
	@CsvSource({ "eager,1", "lazy,0", "'',1" })
	void mediaAreDownloadedIfConfigured(String download, int downloads) {
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.ai.gigachat.media.download=" + download)
			.run((context) -> {
				context.getBean(GigaChatModel.class)
					.call(new Prompt("Draw a cat",
							GigaChatOptions.builder().functionCall(FunctionCallMode.AUTO).build()));

				assertThat(this.emulator.drawings()).hasSize(1);
				assertThat(this.emulator.requests())
					.filteredOn((request) -> request.endpoint() == RecordedRequest.Endpoint.FILES)
					.hasSize(downloads);
			});
	}

	private ApplicationContextRunner connected() {
		return severalStarters().withPropertyValues("spring.ai.gigachat.api-key=" + this.emulator.apiKey());
	}

	private ApplicationContextRunner severalStarters() {
		return new ApplicationContextRunner().withUserConfiguration(ProviderSwitchTests.Application.class)
			.withPropertyValues("spring.ai.openai.api-key=not-used",
					"spring.ai.gigachat.base-url=" + this.emulator.baseUrl(),
					"spring.ai.gigachat.auth-url=" + this.emulator.authUrl());
	}

	/** A convention with a name of its own. */
	private static final class NamedConvention extends DefaultImageModelObservationConvention {

		@Override
		public String getName() {
			return "my.images";
		}

	}

}
