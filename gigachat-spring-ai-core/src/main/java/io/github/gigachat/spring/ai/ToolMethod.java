package io.github.gigachat.spring.ai;

import java.lang.reflect.Method;
import java.lang.reflect.Type;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.execution.DefaultToolCallResultConverter;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * A {@code @Tool} method, and the details that its annotations and return type add to the
 * tool's definition.
 *
 * @param method the method
 * @param type the class of the object that declares or inherits the method
 */
record ToolMethod(Method method, Class<?> type) {

	private static final Log logger = LogFactory.getLog(ToolMethod.class);

	/**
	 * Adds the few-shot examples and the return schema to Spring AI's definition of the
	 * method.
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
