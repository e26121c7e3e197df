package io.github.gigachat.spring.ai.chat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.BuiltInTool;
import io.github.gigachat.spring.ai.api.chat.ChatStorage;
import io.github.gigachat.spring.ai.api.chat.FilterSettings;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests each option that the builder has: the options keep, copy, merge, compare and show
 * it. The options are found by reflection, so a new one cannot be forgotten.
 */
@ParameterizedClass
@MethodSource("setters")
class GigaChatOptionsCompletenessTests {

	private static final GigaChatOptions NONE = GigaChatOptions.builder().build();

	private static final ToolCallback TOOL = FunctionToolCallback.builder("clock", (String input) -> input)
		.description("a tool")
		.inputType(String.class)
		.build();

	private final Method setter;

	private final Object value;

	private final GigaChatOptions options;

	GigaChatOptionsCompletenessTests(Method setter) throws ReflectiveOperationException {
		this.setter = setter;
		this.value = sample(setter);
		GigaChatOptions.Builder builder = GigaChatOptions.builder();
		setter.invoke(builder, this.value);
		this.options = builder.build();
	}

	/** Returns the methods that set an option to one value. */
	static Stream<Named<Method>> setters() {
		return Stream.of(GigaChatOptions.Builder.class.getMethods())
			.filter((method) -> !method.isBridge() && !method.isVarArgs() && method.getParameterCount() == 1)
			.filter((method) -> method.getDeclaringClass() != Object.class && !method.getName().equals("combineWith"))
			.map((method) -> Named.of(method.getName(), method));
	}

	private static Object sample(Method setter) {
		Class<?> type = setter.getParameterTypes()[0];
		if (type.isEnum()) {
			return type.getEnumConstants()[0];
		}
		if (type == List.class) {
			return switch (setter.getName()) {
				case "toolCallbacks" -> List.of(TOOL);
				case "builtInTools" -> List.of(BuiltInTool.WEB_SEARCH);
				default -> List.of("text");
			};
		}
		Object sample = Map
			.of(Double.class, 0.5, Integer.class, 5, Boolean.class, true, String.class, "text", Map.class,
					Map.of("name", "text"), FilterSettings.class, new FilterSettings(null, null), ChatStorage.class,
					ChatStorage.newThread(), FunctionCallMode.class, FunctionCallMode.NONE)
			.get(type);
		assertThat(sample).as("a value of %s for the option %s", type, setter.getName()).isNotNull();
		return sample;
	}

	private Object value(GigaChatOptions read) throws ReflectiveOperationException {
		return GigaChatOptions.class.getMethod("get" + StringUtils.capitalize(this.setter.getName())).invoke(read);
	}

	@Test
	void isKept() throws ReflectiveOperationException {
		assertThat(value(this.options)).isEqualTo(this.value);
	}

	@Test
	void isKeptByMutate() throws ReflectiveOperationException {
		assertThat(value(this.options.mutate().build())).isEqualTo(this.value);
	}

	@Test
	void isKeptByCloneOfABuilder() throws ReflectiveOperationException {
		assertThat(value(this.options.mutate().clone().build())).isEqualTo(this.value);
	}

	@Test
	void isTakenFromAnotherBuilder() throws ReflectiveOperationException {
		assertThat(value(NONE.mutate().combineWith(this.options.mutate()).build())).isEqualTo(this.value);
	}

	@Test
	void staysIfAnotherBuilderDoesNotSetIt() throws ReflectiveOperationException {
		assertThat(value(this.options.mutate().combineWith(NONE.mutate()).build())).isEqualTo(this.value);
	}

	@Test
	void makesOptionsDiffer() {
		assertThat(this.options).isNotEqualTo(NONE)
			.isEqualTo(this.options.mutate().build())
			.hasSameHashCodeAs(this.options.mutate().build());
	}

	@Test
	void isShown() {
		assertThat(this.options.toString()).isNotEqualTo(NONE.toString());
	}

}
