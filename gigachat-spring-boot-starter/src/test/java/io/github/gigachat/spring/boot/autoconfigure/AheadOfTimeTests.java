package io.github.gigachat.spring.boot.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That an application can be processed ahead of time, where no key is at hand.
 */
class AheadOfTimeTests {

	private final InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();

	private final DefaultGenerationContext generation = new DefaultGenerationContext(
			new ClassNameGenerator(ClassName.get("com.example", "Application")), this.files);

	@Test
	void theModelIsProcessedWithoutAKey() {
		process();
		assertThat(generated()).anySatisfy(
				(path, content) -> assertThat(path).endsWith("GigaChatChatAutoConfiguration__BeanDefinitions.java"));
		assertThat(RuntimeHintsPredicates.resource()
			.forResource("io/github/gigachat/spring/ai/api/russian-trusted-root-ca.pem"))
			.accepts(this.generation.getRuntimeHints());
	}

	@Test
	void theEmbeddingModelIsProcessedWithoutAKeyWhenItIsNamed() {
		process("spring.ai.model.embedding=gigachat", "spring.ai.model.chat=openai");
		assertThat(generated().keySet())
			.anyMatch((path) -> path.endsWith("GigaChatEmbeddingAutoConfiguration__BeanDefinitions.java"))
			.noneMatch((path) -> path.contains("GigaChatChat"));
	}

	@Test
	void nothingOfOursIsThereForAnotherProvider() {
		process("spring.ai.model.chat=openai");
		assertThat(generated().keySet()).isNotEmpty().noneMatch((path) -> path.contains("GigaChat"));
	}

	private void process(String... properties) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			TestPropertyValues.of(properties).applyTo(context);
			context.register(Application.class);
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
			GigaChatEmbeddingAutoConfiguration.class, ToolCallingAutoConfiguration.class,
			ChatClientAutoConfiguration.class, SslAutoConfiguration.class, HttpClientAutoConfiguration.class })
	static class Application {

	}

}
