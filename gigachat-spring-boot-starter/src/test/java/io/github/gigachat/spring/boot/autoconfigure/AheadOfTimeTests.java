package io.github.gigachat.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.gigachat.spring.ai.auth.TokenError;
import io.github.gigachat.spring.ai.auth.TokenState;
import io.github.gigachat.spring.boot.GigaChatEmbeddingProperties;
import io.github.gigachat.spring.boot.GigaChatMediaProperties;
import io.github.gigachat.spring.boot.GigaChatProperties;
import io.github.gigachat.spring.boot.GigaChatRetryProperties;
import io.github.gigachat.spring.boot.GigaChatSslProperties;
import io.github.gigachat.spring.boot.GigaChatTokenProperties;
import io.github.gigachat.spring.boot.actuate.FailureDescriptor;
import io.github.gigachat.spring.boot.actuate.GigaChatEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an application can be processed ahead of time, without a key.
 */
class AheadOfTimeTests {

	private static final String KEY = "a2V5LU1BUktFUjprZXktTUFSS0VS";

	private final InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();

	private final DefaultGenerationContext generation = new DefaultGenerationContext(
			new ClassNameGenerator(ClassName.get("com.example", "Application")), this.files);

	@Test
	void theModelIsProcessedWithoutAKey() {
		process();
		assertThat(generated()).anySatisfy(
				(path, content) -> assertThat(path).endsWith("GigaChatChatAutoConfiguration__BeanDefinitions.java"));
		assertThat(RuntimeHintsPredicates.resource()
			.forResource("io/github/gigachat/spring/ai/internal/tls/russian-trusted-root-ca.pem"))
			.accepts(this.generation.getRuntimeHints());
	}

	@Test
	void theEmbeddingModelIsProcessedWithoutAKeyIfSelected() {
		process("spring.ai.model.embedding=gigachat", "spring.ai.model.chat=openai");
		assertThat(generated().keySet())
			.anyMatch((path) -> path.endsWith("GigaChatEmbeddingAutoConfiguration__BeanDefinitions.java"))
			.noneMatch((path) -> path.contains("GigaChatChatAutoConfiguration"));
	}

	@Test
	void theImageModelIsProcessedWithoutAKeyIfSelected() {
		process("spring.ai.model.image=gigachat", "spring.ai.model.chat=openai");
		assertThat(generated().keySet())
			.anyMatch((path) -> path.endsWith("GigaChatImageAutoConfiguration__BeanDefinitions.java"))
			.noneMatch((path) -> path.contains("GigaChatChatAutoConfiguration"));
	}

	@Test
	void allOfActuatorIsProcessed() {
		process(WithActuator.class, "management.endpoints.web.exposure.include=*",
				"spring.ai.gigachat.token.store=redis");

		assertThat(generated().keySet()).map((path) -> path.substring(path.lastIndexOf('/') + 1))
			.contains("GigaChatEndpointAutoConfiguration__BeanDefinitions.java",
					"GigaChatHealthContributorAutoConfiguration__BeanDefinitions.java",
					"GigaChatInfoContributorAutoConfiguration__BeanDefinitions.java",
					"GigaChatSanitizingAutoConfiguration__BeanDefinitions.java",
					"GigaChatRedisTokenStoreAutoConfiguration__BeanDefinitions.java");
	}

	@ParameterizedTest
	@ValueSource(classes = { GigaChatProperties.class, GigaChatTokenProperties.class, GigaChatRetryProperties.class,
			GigaChatSslProperties.class, GigaChatEmbeddingProperties.class, GigaChatMediaProperties.class })
	void everyPropertyIsBoundInANativeImage(Class<?> properties) {
		process();

		assertThat(setters(properties)).isNotEmpty()
			.allSatisfy((name, setters) -> assertThat(setters).as(name)
				.anySatisfy((setter) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(setter))
					.accepts(this.generation.getRuntimeHints())));
	}

	/** Compares names, because the binder may call either of two overridden setters. */
	private static Map<String, List<Method>> setters(Class<?> properties) {
		Map<String, List<Method>> setters = new TreeMap<>();
		for (Class<?> type = properties; type != Object.class; type = type.getSuperclass()) {
			for (Method method : type.getDeclaredMethods()) {
				if (method.getName().startsWith("set") && Modifier.isPublic(method.getModifiers())) {
					setters.computeIfAbsent(method.getName(), (name) -> new ArrayList<>()).add(method);
				}
			}
		}
		return setters;
	}

	@Test
	void theAnswersOfTheEndpointAreWrittenInANativeImage() {
		process(WithActuator.class, "management.endpoints.web.exposure.include=*");

		assertThat(List.of(GigaChatEndpoint.GigaChatDescriptor.class, GigaChatEndpoint.GigaChatDescriptor.Limits.class,
				TokenState.class, TokenError.class, GigaChatEndpoint.ModelsDescriptor.class,
				GigaChatEndpoint.ModelsDescriptor.Model.class, GigaChatEndpoint.RefreshDescriptor.class,
				FailureDescriptor.class))
			.allSatisfy((type) -> assertThat(
					Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor))
				.allSatisfy((accessor) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(accessor))
					.as(accessor.toString())
					.accepts(this.generation.getRuntimeHints())));
	}

	@Test
	void noValueOfAPropertyBecomesPartOfTheApplication() {
		process("spring.ai.gigachat.api-key=" + KEY, "spring.ai.gigachat.base-url=https://build.example/v1",
				"spring.ai.gigachat.chat.model=Model-of-the-build",
				"spring.ai.gigachat.connections.second.api-key=" + KEY,
				"spring.ai.gigachat.connections.second.base-url=https://build.example/v1");

		assertThat(generated()).isNotEmpty()
			.allSatisfy((path, content) -> assertThat(contentOf(path)).as(path)
				.doesNotContain(KEY, "build.example", "Model-of-the-build"));
	}

	private String contentOf(String path) {
		try {
			return this.files.getGeneratedFileContent(Kind.SOURCE, path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void connectionsThatAreConfiguredAtRunTimeOnlyHaveABean() {
		process();
		assertThat(generated()).anySatisfy((path, content) -> assertThat(path)
			.endsWith("GigaChatConnectionsAutoConfiguration__BeanDefinitions.java"));
	}

	@Test
	void noBeanIsCreatedForAnotherProvider() {
		process("spring.ai.model.chat=openai");
		assertThat(generated().keySet()).isNotEmpty().noneMatch((path) -> path.contains("GigaChat"));
	}

	private void process(String... properties) {
		process(Application.class, properties);
	}

	private void process(Class<?> application, String... properties) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			TestPropertyValues.of(properties).applyTo(context);
			context.register(application);
			new ApplicationContextAotGenerator().processAheadOfTime(context, this.generation);
			this.generation.writeGeneratedContent();
		}
	}

	private Map<String, ?> generated() {
		return this.files.getGeneratedFiles(Kind.SOURCE);
	}

	/**
	 * An application with the starter.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ GigaChatApiAutoConfiguration.class, GigaChatChatAutoConfiguration.class,
			GigaChatConnectionsAutoConfiguration.class, GigaChatEmbeddingAutoConfiguration.class,
			GigaChatImageAutoConfiguration.class, ToolCallingAutoConfiguration.class, ChatClientAutoConfiguration.class,
			SslAutoConfiguration.class, HttpClientAutoConfiguration.class })
	static class Application {

	}

	/**
	 * An application with the starter, Actuator and Redis.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import(Application.class)
	@ImportAutoConfiguration({ EndpointAutoConfiguration.class, GigaChatEndpointAutoConfiguration.class,
			GigaChatHealthContributorAutoConfiguration.class, GigaChatInfoContributorAutoConfiguration.class,
			GigaChatSanitizingAutoConfiguration.class, GigaChatRedisTokenStoreAutoConfiguration.class,
			DataRedisAutoConfiguration.class })
	static class WithActuator {

	}

}
