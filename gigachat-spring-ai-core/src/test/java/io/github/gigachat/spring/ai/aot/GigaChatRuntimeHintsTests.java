package io.github.gigachat.spring.ai.aot;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionRequest;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionResponse;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image keeps of the provider.
 */
class GigaChatRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	@BeforeEach
	void registerWhatTheFactoriesFileNames() {
		List<RuntimeHintsRegistrar> registrars = SpringFactoriesLoader
			.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class);
		registrars.stream()
			.filter((registrar) -> registrar.getClass().getPackageName().startsWith("io.github.gigachat"))
			.forEach((registrar) -> registrar.registerHints(this.hints, getClass().getClassLoader()));
	}

	@Test
	void theBundledCertificateIsKept() {
		assertThat(RuntimeHintsPredicates.resource()
			.forResource("io/github/gigachat/spring/ai/internal/tls/russian-trusted-root-ca.pem")).accepts(this.hints);
	}

	@Test
	void theRequestAndTheAnswerCanBeBound() throws ReflectiveOperationException {
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(ChatCompletionResponse.class)
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(ChatCompletionRequest.class.getMethod("messages"))).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(FunctionCallMode.class.getDeclaredMethod("onTheWire"))).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(ChatV2Request.Tool.class.getDeclaredMethod("onTheWire"))).accepts(this.hints);
	}

	@Test
	void aRequestOfTheV2ApiCanBeBound() throws ReflectiveOperationException {
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(ChatV2Request.class.getMethod("extraBody")))
			.accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(ChatV2Request.ModelOptions.class.getMethod("further"))).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(ChatV2Request.Tool.class.getDeclaredMethod("onTheWire"))).accepts(this.hints);
	}

	@ParameterizedTest
	@ValueSource(strings = { "internal.json.WireJson$RawText", "api.EmbeddingVector$Deserializer",
			"api.BatchList$Deserializer" })
	void aDeserializerNamedByAnAnnotationCanBeCreated(String name) throws ReflectiveOperationException {
		Class<?> deserializer = Class.forName("io.github.gigachat.spring.ai." + name);
		Constructor<?> constructor = deserializer.getDeclaredConstructor();
		assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(constructor)).accepts(this.hints);
	}

	@Test
	void theReturnSchemaOfAToolCanBeDerived() throws ReflectiveOperationException {
		Class<?> result = Class.forName("io.github.gigachat.spring.ai.ReturnSchemas$Result");
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(result)
			.withMemberCategory(MemberCategory.ACCESS_DECLARED_FIELDS)).accepts(this.hints);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void theHttpClientCanBeClosed() throws ReflectiveOperationException {
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(HttpClient.class.getMethod("shutdownNow")))
			.accepts(this.hints);
	}

	@Test
	void everyRecordWithJsonAnnotationsIsKept() {
		List<? extends Class<?>> records = new ClassFileImporter()
			.withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("io.github.gigachat.spring.ai")
			.stream()
			.filter(JavaClass::isRecord)
			.map(JavaClass::reflect)
			.filter(GigaChatRuntimeHintsTests::isOfTheWire)
			.toList();
		assertThat(records).hasSizeGreaterThan(10);
		assertThat(records).allSatisfy((record) -> assertThat(RuntimeHintsPredicates.reflection()
			.onType(record)
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(this.hints));
	}

	private static boolean isOfTheWire(Class<?> type) {
		RecordComponent[] components = type.getRecordComponents();
		return Arrays.stream(components)
			.anyMatch((component) -> component.getAccessor().isAnnotationPresent(JsonProperty.class));
	}

}
