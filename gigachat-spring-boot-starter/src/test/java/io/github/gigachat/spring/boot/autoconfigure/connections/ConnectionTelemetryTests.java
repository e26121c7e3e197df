package io.github.gigachat.spring.boot.autoconfigure.connections;

import java.util.ArrayList;
import java.util.List;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.spring.boot.GigaChatConnections;
import io.github.gigachat.spring.boot.autoconfigure.connections.Installations.Way;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.ai.chat.observation.ChatModelObservationConvention;
import org.springframework.ai.chat.observation.DefaultChatModelObservationConvention;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that meters and observations name the connection if there are several.
 */
@Timeout(60)
class ConnectionTelemetryTests {

	private static final String TAG = "gigachat.connection";

	@RegisterExtension
	static final GigaChatEmulatorExtension one = new GigaChatEmulatorExtension();

	@RegisterExtension
	static final GigaChatEmulatorExtension other = GigaChatEmulatorExtension
		.with((builder) -> builder.user(Installations.USER, Installations.PASSWORD));

	private final GigaChatEmulator first = one.emulator();

	private final GigaChatEmulator second = other.emulator();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ObservationRegistry observations = ObservationRegistry.create();

	@BeforeEach
	void measureObservations() {
		this.observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(this.meters));
	}

	private ApplicationContextRunner observed(ApplicationContextRunner application) {
		return application.withBean(MeterRegistry.class, () -> this.meters)
			.withBean(ObservationRegistry.class, () -> this.observations);
	}

	@ParameterizedTest
	@EnumSource
	void everyMeterNamesItsConnection(Way way) {
		observed(Installations.of(this.first, this.second)).run((context) -> {
			GigaChatConnections connections = Installations.connections(context);
			for (String name : List.of("default", "second")) {
				way.ask(connections.chatModel(name), "hello");
				connections.embeddingModel(name).embed("hello");
			}

			// callers get the token before its listeners are told
			await().until(() -> values("gigachat.token.refresh").size() == 2);
			assertThat(measured()).hasSizeGreaterThan(5)
				.allSatisfy((name) -> assertThat(values(name)).as(name).containsOnly("default", "second"))
				.contains("gigachat.token.refresh", "gigachat.requests.active", "http.client.requests",
						"http.client.requests.active", "gen_ai.client.operation", "gen_ai.client.operation.active");
			assertThat(this.meters.getMeters())
				.allSatisfy((meter) -> assertThat(meter.getId().getTag(TAG)).isNotNull());
		});
		assertThat(this.meters.find("gigachat.requests.active").meters()).isEmpty();
	}

	private List<String> measured() {
		return this.meters.getMeters().stream().map((meter) -> meter.getId().getName()).distinct().toList();
	}

	private List<String> values(String name) {
		List<String> values = new ArrayList<>();
		this.meters.find(name).meters().forEach((meter) -> values.add(String.valueOf(meter.getId().getTag(TAG))));
		return values;
	}

	@Test
	void theConventionOfTheApplicationKeepsItsNameAndGetsTheTag() {
		observed(Installations.of(this.first, this.second))
			.withBean(ChatModelObservationConvention.class, OwnConvention::new)
			.run((context) -> {
				Way.CALL.ask(Installations.connections(context).chatModel("second"), "hello");
				assertThat(values("own.name")).containsExactly("second");
			});
	}

	@Test
	void nothingIsTaggedWithoutNamedConnections() {
		observed(Installations.of(this.first)).run((context) -> {
			Way.CALL.ask(Installations.connections(context).chatModel("default"), "hello");
			assertThat(this.meters.getMeters()).isNotEmpty()
				.allSatisfy((meter) -> assertThat(meter.getId().getTags()).extracting(Tag::getKey).doesNotContain(TAG));
		});
	}

	/**
	 * A convention with a name of its own.
	 */
	static final class OwnConvention extends DefaultChatModelObservationConvention {

		@Override
		public String getName() {
			return "own.name";
		}

	}

}
