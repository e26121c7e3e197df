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
 * Makes tools that tell GigaChat more of themselves than Spring AI's own do: examples of
 * calls, and the form of the result.
 */
public final class GigaChatTools {

	private GigaChatTools() {
	}

	/**
	 * The tools that are the {@code @Tool} methods of some objects, as Spring AI makes
	 * them; each with the {@link FewShotExample}s of its method and, where the method's
	 * return type has a form to tell of, the schema of its result.
	 * <p>
	 * A form have records, beans, enums, and arrays, collections and maps of them. Texts,
	 * numbers, {@code void} and the types of the JDK have none, and a method with a
	 * result converter of its own is not asked for it.
	 * @param toolObjects the objects, which may be proxies as far as Spring AI takes them
	 * @return the tools, to be passed to {@code ChatClient}'s {@code tools(..)}
	 * @throws IllegalArgumentException when an object has no {@code @Tool} method, two
	 * tools have one name, or the arguments of an example are not a JSON object
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
	 * A tool that the model is told of by another definition than its own. How it is
	 * called, and what becomes of its result, stays the same.
	 * @param tool the tool, of any kind
	 * @param definition what the model is told; most often made by
	 * {@link GigaChatToolDefinition#from(ToolDefinition)} from the tool's own
	 * @return the tool
	 */
	public static ToolCallback with(ToolCallback tool, GigaChatToolDefinition definition) {
		return new DescribedToolCallback(Objects.requireNonNull(tool, "tool"),
				Objects.requireNonNull(definition, "definition"));
	}

	/** The methods of which Spring AI makes a tool. */
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
