package io.github.gigachat.spring.boot.autoconfigure.connections;

import java.util.Map;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.boot.actuate.GigaChatEndpoint;
import io.github.gigachat.spring.boot.actuate.GigaChatEndpointWebExtension;
import io.github.gigachat.spring.boot.actuate.GigaChatInfoContributor;
import io.github.gigachat.spring.boot.autoconfigure.GigaChatConnectionsAutoConfiguration;
import io.github.gigachat.spring.boot.autoconfigure.GigaChatEndpointAutoConfiguration;
import io.github.gigachat.spring.boot.autoconfigure.GigaChatHealthContributorAutoConfiguration;
import io.github.gigachat.spring.boot.autoconfigure.GigaChatInfoContributorAutoConfiguration;
import io.github.gigachat.spring.boot.autoconfigure.Runners;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the parts of health, and of the connections in the endpoint and in info.
 */
@Timeout(60)
class ConnectionActuatorTests {

	private static final String HEALTH = "gigachatHealthContributor";

	@RegisterExtension
	static final GigaChatEmulatorExtension one = new GigaChatEmulatorExtension();

	@RegisterExtension
	static final GigaChatEmulatorExtension other = GigaChatEmulatorExtension
		.with((builder) -> builder.user(Installations.USER, Installations.PASSWORD));

	private final GigaChatEmulator first = one.emulator();

	private final GigaChatEmulator second = other.emulator();

	private static ApplicationContextRunner withActuator(ApplicationContextRunner application) {
		return application
			.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class,
					GigaChatEndpointAutoConfiguration.class, GigaChatHealthContributorAutoConfiguration.class,
					GigaChatInfoContributorAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=*");
	}

	@Test
	void eachConnectionHasAPartOfHealth() {
		this.second.onModels().fail(503);
		withActuator(Installations.of(this.first, this.second)).run((context) -> {
			CompositeHealthContributor health = context.getBean(HEALTH, CompositeHealthContributor.class);
			assertThat(health.stream().map((entry) -> entry.name())).containsExactly("default", "second");
			assertThat(part(health, "default").getStatus()).isEqualTo(Status.UP);
			assertThat(part(health, "second").getStatus()).isEqualTo(Status.DOWN);
			assertThat(part(health, "second").getDetails()).containsEntry("baseUrl", this.second.baseUrl());
		});
	}

	private static Health part(CompositeHealthContributor health, String name) {
		assertThat(health.getContributor(name)).isInstanceOf(HealthIndicator.class);
		return ((HealthIndicator) health.getContributor(name)).health();
	}

	@Test
	void healthHasNoPartsWithoutNamedConnections() {
		withActuator(Installations.of(this.first))
			.run((context) -> assertThat(context.getBean(HEALTH)).isInstanceOf(HealthIndicator.class));
	}

	@Test
	void theEndpointShowsTheNamedConnections() {
		withActuator(Installations.of(this.first, this.second)).run((context) -> {
			GigaChatEndpoint.GigaChatDescriptor shown = context.getBean(GigaChatEndpoint.class).connection();
			assertThat(shown).isNotNull();
			assertThat(shown.baseUrl()).isEqualTo(this.first.baseUrl());
			assertThat(shown.connections()).containsOnlyKeys("second");
			assertThat(shown.connections().get("second").baseUrl()).isEqualTo(this.second.baseUrl());
			assertThat(JsonMapper.shared().writeValueAsString(shown)).contains("\"connections\"")
				.doesNotContain("MARKER");
		});
		withActuator(Installations.of(this.first)).run((context) -> assertThat(
				JsonMapper.shared().writeValueAsString(context.getBean(GigaChatEndpoint.class).connection()))
			.doesNotContain("connections"));
		assertThat(this.second.requests()).isEmpty();
	}

	@Test
	void theEndpointShowsTheNamedConnectionsWithoutADefaultOne() {
		withActuator(Runners.application()
			.withConfiguration(AutoConfigurations.of(GigaChatConnectionsAutoConfiguration.class)))
			.withPropertyValues("spring.ai.model.chat=none")
			.withPropertyValues(Installations.second("base-url=" + this.second.baseUrl(),
					"username=" + Installations.USER, "password=" + Installations.PASSWORD))
			.run((context) -> {
				WebEndpointResponse<Object> response = context.getBean(GigaChatEndpointWebExtension.class).connection();
				assertThat(response.getStatus()).isEqualTo(200);
				assertThat(JsonMapper.shared().writeValueAsString(response.getBody()))
					.startsWith("{\"provider\":\"gigachat\",\"connections\":{\"second\":{")
					.contains(this.second.baseUrl());
			});
	}

	@Test
	void aBeanKeepsItsPartOfHealthBesideAConnectionOfTheSameName() {
		withActuator(Installations.of(this.first, this.second))
			.withBean("second", GigaChatApi.class, this::apiOfFirst,
					(definition) -> ((AbstractBeanDefinition) definition).setDefaultCandidate(false))
			.withBean("ours", GigaChatApi.class, this::apiOfFirst, (definition) -> definition.setPrimary(true))
			.run((context) -> {
				CompositeHealthContributor health = context.getBean(HEALTH, CompositeHealthContributor.class);
				assertThat(health.stream().map((entry) -> entry.name())).containsExactlyInAnyOrder("default", "second",
						"bean-second");
				assertThat(part(health, "default").getDetails()).containsEntry("baseUrl", this.first.baseUrl());
				assertThat(part(health, "bean-second").getDetails()).containsEntry("baseUrl", this.first.baseUrl());
				assertThat(part(health, "second").getDetails()).containsEntry("baseUrl", this.second.baseUrl());
			});
	}

	private GigaChatApi apiOfFirst() {
		return GigaChatApi.builder()
			.baseUrl(this.first.baseUrl())
			.authUrl(this.first.authUrl())
			.credentials(GigaChatCredentials.authorizationKey(this.first.apiKey()))
			.build();
	}

	@Test
	void connectionsThatCannotBeCreatedHideNothingElse() {
		withActuator(Installations.of(this.first)).withPropertyValues(Installations.PREFIX + "chat.top-p=2")
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				GigaChatEndpoint.GigaChatDescriptor shown = context.getBean(GigaChatEndpoint.class).connection();
				assertThat(shown).isNotNull();
				assertThat(shown.baseUrl()).isEqualTo(this.first.baseUrl());
				assertThat(info(context)).containsEntry("baseUrl", this.first.baseUrl());
			});
	}

	@Test
	void infoShowsTheNamedConnections() {
		withActuator(Installations.of(this.first, this.second))
			.withPropertyValues(Installations.PREFIX + "chat.model=GigaChat-2-Max")
			.run((context) -> assertThat(info(context)).extractingByKey("connections", InstanceOfAssertFactories.MAP)
				.containsOnlyKeys("second")
				.extractingByKey("second", InstanceOfAssertFactories.MAP)
				.containsEntry("baseUrl", this.second.baseUrl())
				.containsEntry("authType", "password")
				.containsEntry("model", "GigaChat-2-Max")
				.containsEntry("embeddingModel", "Embeddings"));
		withActuator(Installations.of(this.first))
			.run((context) -> assertThat(info(context)).doesNotContainKey("connections"));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> info(ApplicationContext context) {
		Info.Builder builder = new Info.Builder();
		context.getBean(GigaChatInfoContributor.class).contribute(builder);
		return (Map<String, Object>) builder.build().get("gigachat");
	}

}
