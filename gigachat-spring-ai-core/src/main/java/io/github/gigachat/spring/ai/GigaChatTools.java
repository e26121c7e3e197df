package io.github.gigachat.spring.ai;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.execution.DefaultToolCallResultConverter;
import org.springframework.ai.tool.metadata.ToolMetadata;
import org.springframework.ai.tool.method.MethodToolCallbackProvider;
import org.springframework.ai.tool.support.ToolUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * Creates tools with the details that GigaChat accepts in addition to those of Spring AI:
 * few-shot examples of calls and the schema of the result. Also creates tools that are
 * only declared, for applications that execute the calls of the model themselves.
 */
public final class GigaChatTools {

	private static final Log logger = LogFactory.getLog(GigaChatTools.class);

	private static final String NO_ARGUMENTS = "{\"type\":\"object\",\"properties\":{}}";

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

	/**
	 * Declares a tool that has no code: the model may call it, and the application
	 * executes the calls of the {@code AssistantMessage} itself. {@code ChatClient}
	 * executes tools unless its request has the advisor parameter
	 * {@code AdvisorParams.toolCallingAdvisorAutoRegister(false)}. If the tool is
	 * executed after all, it throws an {@link UnsupportedOperationException}, which is
	 * not sent to the model as a result.
	 * @param name the name of the tool
	 * @param description the description, from which the model decides when to call the
	 * tool; if it is missing, the function is sent without a description, or with the
	 * tool's name if the name had to be changed beyond recognition
	 * @param inputSchema the schema of the arguments, as the text of a JSON schema; if it
	 * is missing, the tool has no arguments
	 * @return the tool
	 * @throws IllegalArgumentException if the name is blank
	 */
	public static ToolCallback declared(String name, @Nullable String description, @Nullable String inputSchema) {
		return declared(GigaChatToolDefinition.builder()
			.name(name)
			.description((description != null) ? description : "")
			.inputSchema(StringUtils.hasText(inputSchema) ? inputSchema : NO_ARGUMENTS)
			.build());
	}

	/**
	 * Declares a tool that has no code, as {@link #declared(String, String, String)}
	 * does.
	 * @param definition the definition that the model sees. The examples and the schema
	 * of the result of a {@link GigaChatToolDefinition} are sent as well
	 * @return the tool
	 */
	public static ToolCallback declared(ToolDefinition definition) {
		return new DeclaredToolCallback(Objects.requireNonNull(definition, "definition"));
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

	/**
	 * A {@code @Tool} method, and the details that its annotations and return type add to
	 * the tool's definition.
	 *
	 * @param method the method
	 * @param type the class of the object that declares or inherits the method
	 */
	private record ToolMethod(Method method, Class<?> type) {

		/**
		 * Adds the few-shot examples and the return schema to Spring AI's definition of
		 * the method.
		 */
		GigaChatToolDefinition describe(ToolDefinition tool) {
			GigaChatToolDefinition.Builder definition = GigaChatToolDefinition.from(tool);
			for (FewShotExample example : AnnotatedElementUtils.findMergedRepeatableAnnotations(this.method,
					FewShotExample.class, FewShotExamples.class)) {
				definition.fewShotExample(example.request(), example.params());
			}
			return definition.returnSchema(returnSchema()).build();
		}

		private @Nullable String returnSchema() {
			Tool tool = AnnotatedElementUtils.findMergedAnnotation(this.method, Tool.class);
			if (tool == null || tool.resultConverter() != DefaultToolCallResultConverter.class) {
				return null;
			}
			Type returned = GenericTypeResolver.resolveType(this.method.getGenericReturnType(), this.type);
			try {
				return ReturnSchemas.of(returned);
			}
			catch (RuntimeException ex) {
				// the tool works without a return schema
				logger.debug("No schema can be derived from the return type of " + this.method, ex);
				return null;
			}
		}

	}

	/**
	 * Tool callback that delegates to another tool but presents a different definition to
	 * the model.
	 *
	 * @param tool the tool that is called
	 * @param definition the definition that the model sees
	 */
	private record DescribedToolCallback(ToolCallback tool, GigaChatToolDefinition definition) implements ToolCallback {

		@Override
		public ToolDefinition getToolDefinition() {
			return this.definition;
		}

		@Override
		public ToolMetadata getToolMetadata() {
			return this.tool.getToolMetadata();
		}

		@Override
		public String call(String toolInput) {
			return this.tool.call(toolInput);
		}

		@Override
		public String call(String toolInput, @Nullable ToolContext toolContext) {
			return this.tool.call(toolInput, toolContext);
		}

		@Override
		public String toString() {
			return "DescribedToolCallback[tool=" + this.tool.getClass().getName() + ", definition=" + this.definition
					+ "]";
		}

	}

	/**
	 * Tool callback without code.
	 *
	 * @param definition the definition that the model sees
	 */
	private record DeclaredToolCallback(ToolDefinition definition) implements ToolCallback {

		@Override
		public ToolDefinition getToolDefinition() {
			return this.definition;
		}

		@Override
		public String call(String toolInput) {
			// Spring AI would send a ToolExecutionException to the model as the result
			throw new UnsupportedOperationException("The tool " + this.definition.name()
					+ " has no code, because it is only declared. Execute the calls of the AssistantMessage in your own"
					+ " loop. ChatClient executes tools unless the request has"
					+ " advisors(AdvisorParams.toolCallingAdvisorAutoRegister(false))");
		}

		@Override
		public String toString() {
			return "DeclaredToolCallback[name=" + this.definition.name() + "]";
		}

	}

}
