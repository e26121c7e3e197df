package io.github.gigachat.spring.boot.autoconfigure;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.boot.actuate.GigaChatEndpoint;
import io.github.gigachat.spring.boot.actuate.GigaChatEndpointWebExtension;
import io.github.gigachat.spring.boot.actuate.GigaChatInfoContributor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of the conditions of the Actuator beans, and of the beans that replace them.
 */
@ExtendWith(GigaChatEmulatorExtension.class)
class ActuatorAutoConfigurationTests {

	private static final String HEALTH = "gigachatHealthContributor";

	private final ApplicationContextRunner application = Runners.application()
		.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class,
				GigaChatEndpointAutoConfiguration.class, GigaChatHealthContributorAutoConfiguration.class,
				GigaChatInfoContributorAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=*", "spring.ai.gigachat.auth-type=none");

	@Test
	void createsAllBeans() {
		this.application.run((context) -> assertThat(context).hasNotFailed()
			.hasSingleBean(GigaChatEndpoint.class)
			.hasSingleBean(GigaChatEndpointWebExtension.class)
			.hasSingleBean(GigaChatInfoContributor.class)
			.hasBean(HEALTH));
	}

	@Test
	void anApplicationWithoutActuatorStarts() throws Exception {
		URL[] urls = classPath().filter(
				(url) -> !url.getPath().matches(".*/spring-boot-(starter-)?(actuator|health|micrometer)[^/]*\\.jar"))
			.toArray(URL[]::new);
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
			Thread.currentThread().setContextClassLoader(loader);
			Class<?> application = loader.loadClass(WithoutActuator.class.getName());
			Supplier<?> beans = (Supplier<?>) application.getDeclaredConstructor().newInstance();
			assertThat(beans.get()).asInstanceOf(InstanceOfAssertFactories.list(String.class))
				.contains("gigaChatModel", "gigaChatApi")
				.doesNotContain("gigaChatEndpoint", "gigaChatInfoContributor", HEALTH);
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	private static Stream<URL> classPath() {
		// a launcher may have created a class loader for the class path
		return (ActuatorAutoConfigurationTests.class.getClassLoader() instanceof URLClassLoader loader)
				? Arrays.stream(loader.getURLs())
				: Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
					.map(ActuatorAutoConfigurationTests::url);
	}

	private static URL url(String entry) {
		try {
			return Path.of(entry).toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "openai", "none" })
	void createsNoBeanForAnotherProvider(String provider) {
		this.application
			.withPropertyValues("spring.ai.model.chat=" + provider, "spring.ai.model.embedding=" + provider,
					"spring.ai.model.image=" + provider)
			.withBean(GigaChatApi.class, () -> GigaChatApi.builder().credentials(GigaChatCredentials.none()).build())
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(GigaChatEndpoint.class)
				.doesNotHaveBean(GigaChatInfoContributor.class)
				.doesNotHaveBean(HEALTH));
	}

	@Test
	void eachPartHasItsSwitch() {
		this.application
			.withPropertyValues("management.health.gigachat.enabled=false", "management.info.gigachat.enabled=false",
					"management.endpoint.gigachat.access=NONE")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(GigaChatEndpoint.class)
				.doesNotHaveBean(GigaChatEndpointWebExtension.class)
				.doesNotHaveBean(GigaChatInfoContributor.class)
				.doesNotHaveBean(HEALTH));
	}

	@Test
	void createsNoEndpointThatIsNotExposed() {
		this.application.withPropertyValues("management.endpoints.web.exposure.include=health")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(GigaChatEndpoint.class));
	}

	@Test
	void anIndicatorOfTheApplicationIsUsed() {
		this.application
			.withBean("gigachatHealthIndicator", HealthIndicator.class, () -> () -> Health.outOfService().build())
			.run((context) -> assertThat(context).hasSingleBean(HealthContributor.class).doesNotHaveBean(HEALTH));
	}

	@Test
	void eachOfSeveralApisHasItsOwnHealth(GigaChatEmulator emulator) {
		this.application.withBean("one", GigaChatApi.class, () -> api(emulator, emulator.apiKey()))
			.withBean("two", GigaChatApi.class, () -> api(emulator, "d3Jvbmc6d3Jvbmctd3Jvbmctd3Jvbmctd3Jvbmctd3Jvbmc="))
			.withBean(GigaChatModel.class,
					() -> GigaChatModel.builder().credentials(GigaChatCredentials.none()).build())
			.run((context) -> {
				CompositeHealthContributor health = context.getBean(HEALTH, CompositeHealthContributor.class);
				assertThat(((HealthIndicator) health.getContributor("one")).health().getStatus()).isEqualTo(Status.UP);
				assertThat(((HealthIndicator) health.getContributor("two")).health().getDetails())
					.containsEntry("reason", "wrong-key");
			});
	}

	@Test
	void theEndpointSaysWhatToDoWithSeveralEqualApis() {
		this.application.withBean("one", GigaChatApi.class, ActuatorAutoConfigurationTests::withoutCredentials)
			.withBean("two", GigaChatApi.class, ActuatorAutoConfigurationTests::withoutCredentials)
			.withBean(GigaChatModel.class,
					() -> GigaChatModel.builder().credentials(GigaChatCredentials.none()).build())
			.run((context) -> {
				WebEndpointResponse<?> answer = context.getBean(GigaChatEndpointWebExtension.class).connection();
				assertThat(answer.getStatus()).isEqualTo(404);
				assertThat(answer.getBody()).asString().contains("@Primary", "defaultCandidate = false");
			});
	}

	private static GigaChatApi withoutCredentials() {
		return GigaChatApi.builder().credentials(GigaChatCredentials.none()).build();
	}

	private static GigaChatApi api(GigaChatEmulator emulator, String key) {
		return GigaChatApi.builder()
			.baseUrl(emulator.baseUrl())
			.authUrl(emulator.authUrl())
			.credentials(GigaChatCredentials.authorizationKey(key))
			.build();
	}

	@Test
	void anApplicationWhoseModelHasItsOwnApiNeedsNoKey() {
		this.application.withPropertyValues("spring.ai.gigachat.auth-type=auto")
			.withBean("own", GigaChatModel.class,
					() -> GigaChatModel.builder().credentials(GigaChatCredentials.none()).build())
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(HEALTH, HealthIndicator.class).health())
					.satisfies((health) -> assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN));
				assertThat(context.getBean(GigaChatEndpoint.class).connection()).isNull();
				assertThat(context.getBean(GigaChatEndpoint.class).refreshToken()).isNull();
				Info.Builder info = new Info.Builder();
				context.getBean(GigaChatInfoContributor.class).contribute(info);
				assertThat(info.build().getDetails()).containsKey("gigachat");
			});
	}

	@ParameterizedTest
	@CsvSource({ "oauth, api-key, ${GIGACHAT_KEY_UNSET}, spring.ai.gigachat.api-key",
			"oauth, api-key, SECRET-MARKER, authorization key", "auto, client-id, SECRET-MARKER, client-secret",
			"oauth, api-key, '', spring.ai.gigachat.api-key", "auto, auth-type, SECRET-MARKER, spring.ai.gigachat",
			"none, max-concurrent-requests, -1, max-concurrent-requests" })
	@ExtendWith(OutputCaptureExtension.class)
	void aBrokenConfigurationIsDownAndLoggedOnce(String type, String property, String value, String told,
			CapturedOutput output) {
		this.application
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withPropertyValues("spring.ai.gigachat.auth-type=" + type, "spring.ai.gigachat." + property + "=" + value)
			.run((context) -> {
				HealthIndicator indicator = context.getBean(HEALTH, HealthIndicator.class);
				for (int i = 0; i < 3; i++) {
					Health health = indicator.health();
					assertThat(health.getStatus()).isEqualTo(Status.DOWN);
					assertThat(health.getDetails()).containsOnlyKeys("reason").containsEntry("reason", "misconfigured");
				}
				assertThat(context.getBean(GigaChatEndpoint.class).connection()).isNull();
			});
		assertThat(
				output.getOut().lines().filter((line) -> line.contains("WARN") && line.contains("cannot be created")))
			.filteredOn((line) -> line.contains("GigaChatApi '"))
			.singleElement(InstanceOfAssertFactories.STRING)
			.contains(told)
			.doesNotContain("SECRET-MARKER");
	}

	@Test
	void anApiThatCannotBeCreatedIsNotRetriedAtEachProbe() {
		AtomicInteger trials = new AtomicInteger();
		this.application.withPropertyValues("spring.ai.model.embedding=none", "spring.ai.model.image=none")
			.withBean("own", GigaChatApi.class, () -> {
				trials.incrementAndGet();
				throw new IllegalStateException("no");
			}, (definition) -> definition.setLazyInit(true))
			.withBean(GigaChatModel.class,
					() -> GigaChatModel.builder().credentials(GigaChatCredentials.none()).build())
			.run((context) -> {
				HealthIndicator indicator = context.getBean(HEALTH, HealthIndicator.class);
				for (int i = 0; i < 3; i++) {
					assertThat(indicator.health().getDetails()).containsEntry("reason", "misconfigured");
				}
			});
		assertThat(trials).hasValue(1);
	}

	@Test
	void theApplicationsRegistryMeasuresUntilTheEnd(GigaChatEmulator emulator) {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		Runners.applicationOf(emulator).withBean(MeterRegistry.class, () -> registry).run((context) -> {
			Runners.ask(context, "hello");
			// callers get the token before its listeners are told
			await().until(() -> registry.find("gigachat.token.refresh")
				.timers()
				.stream()
				.anyMatch((timer) -> timer.count() > 0));
			assertThat(registry.get("gigachat.token.refresh").tag("outcome", "fetched").timer().count()).isEqualTo(1);
			assertThat(registry.get("gigachat.chat.tokens.per.second").summary().count()).isEqualTo(1);
		});
		assertThat(registry.getMeters()).isEmpty();
	}

}
