package io.github.gigachat.spring.ai;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.method.MethodToolCallbackProvider;
import org.springframework.ai.tool.support.ToolUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Creates tools with the details that GigaChat accepts in addition to those of Spring AI:
 * few-shot examples of calls and the schema of the result.
 */
public final class GigaChatTools {

	private GigaChatTools() {
	}

	/**
	 * Creates the tools for the {@code @Tool} methods of the given objects, as Spring AI
	 * does. Each tool also has the {@link FewShotExample}s of its method and a return
	 * schema if one can be derived from the method's return type.
	 * <p>
	 * A return schema is derived for records, beans and enums, and for arrays,
	 * collections and maps of them. It is not derived for strings, numbers, {@code void}
	 * and other types of the JDK, nor for a method with a custom result converter.
	 * @param toolObjects the objects; proxies are allowed as far as Spring AI supports
	 * them
	 * @return the tools, for {@code ChatClient}'s {@code tools(..)}
	 * @throws IllegalArgumentException if an object has no {@code @Tool} method, two
	 * tools have the same name, or the arguments of an example are not a JSON object
	 */
	public static ToolCallbackProvider from(Object... toolObjects) {
		ToolCallback[] tools = MethodToolCallbackProvider.builder().toolObjects(toolObjects).build().getToolCallbacks();
		Map<String, ToolMethod> methods = new HashMap<>();
		for (Object toolObject : toolObjects) {
			Class<?> type = AopUtils.isAopProxy(toolObject) ? AopUtils.getTargetClass(toolObject)
					: toolObject.getClass();
			for (Method method : ReflectionUtils.getDeclaredMethods(type)) {
				if (isTool(method)) {
					methods.put(ToolUtils.getToolName(method), new ToolMethod(method, type));
				}
			}
		}
		return ToolCallbackProvider.from(Arrays.stream(tools).map((tool) -> described(tool, methods)).toList());
	}

	/**
	 * Creates a tool with another definition. The execution of the tool and the handling
	 * of its result do not change.
	 * @param tool the tool, of any kind
	 * @param definition the definition that the model sees, usually created from the
	 * tool's own by {@link GigaChatToolDefinition#from(ToolDefinition)}
	 * @return the tool
	 */
	public static ToolCallback with(ToolCallback tool, GigaChatToolDefinition definition) {
		return new DescribedToolCallback(Objects.requireNonNull(tool, "tool"),
				Objects.requireNonNull(definition, "definition"));
	}

	/** Returns {@code true} for a method that Spring AI turns into a tool. */
	private static boolean isTool(Method method) {
		Class<?> result = method.getReturnType();
		boolean functional = Function.class.isAssignableFrom(result) || Supplier.class.isAssignableFrom(result)
				|| Consumer.class.isAssignableFrom(result);
		return !functional && ReflectionUtils.USER_DECLARED_METHODS.matches(method)
				&& AnnotatedElementUtils.hasAnnotation(method, Tool.class);
	}

	private static ToolCallback described(ToolCallback tool, Map<String, ToolMethod> methods) {
		ToolMethod method = methods.get(tool.getToolDefinition().name());
		return (method != null) ? with(tool, method.describe(tool.getToolDefinition())) : tool;
	}

}
