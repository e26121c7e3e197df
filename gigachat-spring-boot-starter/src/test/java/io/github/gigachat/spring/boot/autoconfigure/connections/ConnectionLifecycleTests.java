package io.github.gigachat.spring.boot.autoconfigure.connections;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.observation.ChatModelObservationConvention;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests of the creation of named connections at the start, and of their end.
 */
@Timeout(60)
class ConnectionLifecycleTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension one = new GigaChatEmulatorExtension();

	@RegisterExtension
	static final GigaChatEmulatorExtension other = GigaChatEmulatorExtension
		.with((builder) -> builder.user(Installations.USER, Installations.PASSWORD));

	private final GigaChatEmulator first = one.emulator();

	private final GigaChatEmulator second = other.emulator();

	@Test
	void noRequestIsSentAtStart() {
		Installations.of(this.first, this.second).run((context) -> assertThat(context).hasNotFailed());
		assertThat(this.second.requests()).isEmpty();
	}

	@Test
	void uploadedFilesAreDeletedThroughTheApiWhichIsThenClosed() {
		AtomicReference<GigaChatApi> api = new AtomicReference<>();
		Installations.of(this.first, this.second).run((context) -> {
			api.set(Installations.connections(context).api("second"));
			ChatClient.create(Installations.connections(context).chatModel("second"))
				.prompt()
				.user((user) -> user.text("Что это?")
					.media(MimeTypeUtils.IMAGE_PNG, new ByteArrayResource(new byte[] { 1 })))
				.call()
				.content();
			assertThat(deletions()).isEmpty();
		});

		assertThat(this.second.uploads()).hasSize(1);
		assertThat(deletions()).hasSize(1);
		assertThatThrownBy(() -> api.get().models()).isInstanceOfSatisfying(GigaChatFailure.class,
				(failure) -> assertThat(failure.kind()).isEqualTo(FailureKind.CANCELLED));
	}

	private List<RecordedRequest> deletions() {
		return this.second.requests().stream().filter((request) -> request.path().endsWith("/delete")).toList();
	}

	@Test
	void theOthersAreClosedIfOneConnectionCannotBeCreated() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		Installations.of(this.first, this.second)
			.withBean(MeterRegistry.class, () -> meters)
			.withPropertyValues("spring.ai.gigachat.connections.third.chat.top-p=2")
			.run((context) -> assertThat(context).hasFailed());
		assertThat(meters.getMeters()).isEmpty();
	}

	@Test
	void aConnectionThatFailsAfterItsModelsWereCreatedIsClosed() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		Installations.of(this.first, this.second)
			.withBean(MeterRegistry.class, () -> meters)
			.withBean(ChatModelObservationConvention.class, () -> {
				assertThat(meters.getMeters()).as("those of the API").isNotEmpty();
				throw new IllegalStateException("no convention");
			}, (definition) -> definition.setLazyInit(true))
			.withPropertyValues("spring.ai.model.chat=none")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessage("no convention"));
		assertThat(meters.getMeters()).isEmpty();
	}

}
