package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.boot.actuate.GigaChatEndpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.image.ImageModel;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of a second model in addition to the auto-configured one.
 */
@Timeout(60)
class SecondModelTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension gigachat = new GigaChatEmulatorExtension();

	@RegisterExtension
	static final GigaChatEmulatorExtension otherGigachat = new GigaChatEmulatorExtension();

	private final GigaChatEmulator first = gigachat.emulator();

	private final GigaChatEmulator second = otherGigachat.emulator();

	@Test
	void eachModelCallsItsOwnService() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		Runners.applicationOf(this.first)
			.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class,
					GigaChatEndpointAutoConfiguration.class, GigaChatHealthContributorAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=*")
			.withBean("second", GigaChatEmulator.class, () -> this.second, (bean) -> bean.setDestroyMethodName(""))
			.withBean(MeterRegistry.class, () -> meters)
			.withUserConfiguration(SecondModel.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				Runners.ask(context, "hello");
				assertThat(this.first.chatRequests()).hasSize(1);
				assertThat(this.second.chatRequests()).isEmpty();

				context.getBean("secondModel", GigaChatModel.class).call("hello");
				assertThat(this.first.chatRequests()).hasSize(1);
				assertThat(this.second.chatRequests()).hasSize(1);

				assertThat(context.getBean(GigaChatEndpoint.class).connection())
					.extracting(GigaChatEndpoint.GigaChatDescriptor::baseUrl)
					.isEqualTo(this.first.baseUrl());
				CompositeHealthContributor health = context.getBean("gigachatHealthContributor",
						CompositeHealthContributor.class);
				assertThat(health.stream().map((entry) -> entry.name())).containsExactlyInAnyOrder("gigaChatApi",
						"secondApi");
				assertThat(health.getContributor("secondApi"))
					.asInstanceOf(InstanceOfAssertFactories.type(HealthIndicator.class))
					.satisfies((part) -> assertThat(part.health().getStatus()).isEqualTo(Status.UP));
				// callers get the token before its listeners are told
				await().until(() -> meters.find("gigachat.token.refresh")
					.tag("connection", "second")
					.timers()
					.stream()
					.anyMatch((timer) -> timer.count() > 0));
				assertThat(meters.get("gigachat.token.refresh").tag("connection", "second").timer().count())
					.isEqualTo(1);
			});
	}

	@Test
	void otherModelsUseTheFirstService() {
		Runners.applicationOf(this.first)
			.withBean("second", GigaChatEmulator.class, () -> this.second, (bean) -> bean.setDestroyMethodName(""))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withUserConfiguration(SecondModel.class)
			.run((context) -> {
				assertThat(context).hasSingleBean(ImageModel.class).hasSingleBean(EmbeddingModel.class);
				context.getBean(EmbeddingModel.class).embed("hello");
				assertThat(this.first.embeddingRequests()).hasSize(1);
				assertThat(this.second.embeddingRequests()).isEmpty();
			});
	}

	/**
	 * The configuration of the documentation.
	 */
	@Configuration(proxyBeanMethods = false)
	static class SecondModel {

		private static final Tags TAGS = Tags.of("connection", "second");

		@Bean(defaultCandidate = false)
		GigaChatApi secondApi(GigaChatEmulator emulator, MeterRegistry meters) {
			return GigaChatApi.builder()
				.baseUrl(emulator.baseUrl())
				.authUrl(emulator.authUrl())
				.credentials(GigaChatCredentials.authorizationKey(emulator.apiKey()))
				.meterRegistry(meters, TAGS)
				.build();
		}

		@Bean(defaultCandidate = false)
		GigaChatModel secondModel(@Qualifier("secondApi") GigaChatApi api, MeterRegistry meters) {
			return GigaChatModel.builder().api(api).meterRegistry(meters, TAGS).build();
		}

	}

}
