package io.github.gigachat.spring.boot.autoconfigure;

import java.net.URI;
import java.util.List;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.media.MediaUploads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.content.Media;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Tests that the properties of media apply to requests.
 */
class MediaPropertiesTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension gigachat = new GigaChatEmulatorExtension();

	private final GigaChatEmulator emulator = gigachat.emulator();

	private static void ask(ApplicationContext context, int... contents) {
		ChatClient client = context.getBean(ChatClient.Builder.class).build();
		for (int content : contents) {
			client.prompt()
				.user((user) -> user.text("Что это?")
					.media(MimeTypeUtils.IMAGE_PNG, new ByteArrayResource(new byte[] { (byte) content })))
				.call()
				.content();
		}
	}

	private List<RecordedRequest> deletions() {
		return this.emulator.requests().stream().filter((request) -> request.path().endsWith("/delete")).toList();
	}

	@Test
	void aFileIsKeptUntilShutdownByDefault() {
		Runners.applicationOf(this.emulator).run((context) -> {
			ask(context, 1, 2, 1);

			assertThat(this.emulator.uploads()).hasSize(2);
			assertThat(deletions()).isEmpty();
		});

		assertThat(deletions()).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource({ "cache-size=1,3,2", "delete-after-use=true,3,3", "'cache-size=0,delete-on-expiry=false',3,0" })
	void eachPropertyTakesEffect(String properties, int uploads, int deletions) {
		String[] values = List.of(properties.split(",", -1))
			.stream()
			.map((property) -> "spring.ai.gigachat.media." + property)
			.toArray(String[]::new);
		Runners.applicationOf(this.emulator).withPropertyValues(values).run((context) -> {
			ask(context, 1, 2, 1);

			assertThat(this.emulator.uploads()).hasSize(uploads);
			await().until(() -> deletions().size() == deletions);
		});
	}

	@ParameterizedTest
	@CsvSource({ "media.cache-size=1,allow-private-addresses",
			"media.allow-private-addresses=true,redirects is limited to 3",
			"'media.allow-private-addresses=true,media.max-redirects=1',redirects is limited to 1" })
	void theRulesForUrlsAreSetByProperties(String properties, String message) {
		String[] values = List.of(properties.split(",", -1))
			.stream()
			.map((property) -> "spring.ai.gigachat." + property)
			.toArray(String[]::new);
		try (GigaChatEmulator open = GigaChatEmulator.builder().noAuthentication().start()) {
			open.onModels().replyRaw(302, "text/plain", "").header("Location", open.baseUrl() + "/models");
			Media medium = new Media(MimeTypeUtils.IMAGE_PNG, URI.create(open.baseUrl() + "/models"));
			Runners.applicationOf(this.emulator).withPropertyValues(values).run((context) -> {
				ChatClient client = context.getBean(ChatClient.Builder.class).build();

				assertThatThrownBy(
						() -> client.prompt().user((user) -> user.text("Что это?").media(medium)).call().content())
					.hasMessageContaining(message);
			});
		}
	}

	@Test
	void aFileIsDeletedAfterItsTimeToLive() {
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.ai.gigachat.media.time-to-live=1ms")
			.run((context) -> {
				ask(context, 1);
				await().until(() -> deletions().size() == 1);
			});
	}

	@Test
	void filesCanBeKeptOnShutdown() {
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.ai.gigachat.media.delete-on-shutdown=false")
			.run((context) -> ask(context, 1));

		assertThat(this.emulator.uploads()).hasSize(1);
		assertThat(deletions()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "cache-size=-1,cache-size must not be negative", "time-to-live=0s,time-to-live has to be above zero" })
	void aWrongValueFailsTheStartAndIsNamed(String property, String words) {
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.ai.gigachat.media." + property)
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("spring.ai.gigachat.media." + property.substring(0, property.indexOf('=')))
				.hasStackTraceContaining(words.substring(1)));
	}

	@Test
	void theApplicationsUploadsAreUsedAndMeasured() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		Runners.applicationOf(this.emulator).withBean(SimpleMeterRegistry.class, () -> registry).run((context) -> {
			ask(context, 1, 1);
			assertThat(context).hasSingleBean(MediaUploads.class);
			assertThat(registry.get("gigachat.media.upload").timer().count()).isEqualTo(1);
			assertThat(registry.get("gigachat.media.found").counter().count()).isEqualTo(1);
		});
		Runners.applicationOf(this.emulator)
			.withBean("mine", MediaUploads.class,
					() -> MediaUploads.builder(GigaChatApi.builder().credentials(GigaChatCredentials.none()).build())
						.build())
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("must go through its api"));
	}

}
