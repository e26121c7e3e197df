package io.github.gigachat.spring.ai.aot;

import java.net.http.HttpClient;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.aot.AiRuntimeHints;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.util.ClassUtils;

/**
 * Registers what this provider finds by name in a native image: the records of the wire
 * for their JSON, a record that schemas are derived from, the bundled certificate, and
 * the method that closes an HTTP client, which Java 17 does not have.
 */
final class GigaChatRuntimeHints implements RuntimeHintsRegistrar {

	private static final String RUSSIAN_ROOT = "io/github/gigachat/spring/ai/internal/tls/russian-trusted-root-ca.pem";

	private static final String ROOT = "io.github.gigachat.spring.ai";

	/** A record whose schema describes the result of a tool that is not an object. */
	private static final String RESULT = "io.github.gigachat.spring.ai.ReturnSchemas$Result";

	GigaChatRuntimeHints() {
	}

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern(RUSSIAN_ROOT);
		hints.reflection()
			.registerType(HttpClient.class,
					(client) -> client.withMethod("shutdownNow", List.of(), ExecutableMode.INVOKE));
		BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();
		binding.registerReflectionHints(hints.reflection(), ClassUtils.resolveClassName(RESULT, classLoader));
		for (TypeReference type : AiRuntimeHints.findJsonAnnotatedClassesInPackage(ROOT)) {
			register(binding, hints.reflection(), type, classLoader);
		}
	}

	private static void register(BindingReflectionHintsRegistrar binding, ReflectionHints reflection,
			TypeReference type, @Nullable ClassLoader classLoader) {
		Class<?> annotated = ClassUtils.resolveClassName(type.getName(), classLoader);
		// a class that only holds such a record is found with it
		if (annotated.isRecord()) {
			binding.registerReflectionHints(reflection, annotated);
		}
	}

}
