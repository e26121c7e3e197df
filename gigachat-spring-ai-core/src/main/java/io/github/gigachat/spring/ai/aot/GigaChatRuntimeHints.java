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
 * Registers the reflection and resource hints of this provider for native images: the
 * records of the HTTP API for their JSON, a record from which schemas are derived, the
 * bundled certificate, and the method {@code HttpClient.shutdownNow}, which Java 17 does
 * not have.
 */
final class GigaChatRuntimeHints implements RuntimeHintsRegistrar {

	private static final String RUSSIAN_ROOT = "io/github/gigachat/spring/ai/internal/tls/russian-trusted-root-ca.pem";

	private static final String ROOT = "io.github.gigachat.spring.ai";

	/** The record whose schema describes a tool result that is not an object. */
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
		// the search also finds classes that only enclose such a record
		if (annotated.isRecord()) {
			binding.registerReflectionHints(reflection, annotated);
		}
	}

}
