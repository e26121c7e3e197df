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
 * A method that is a tool, and what it says of itself.
 *
 * @param method the method
 * @param type the class of the object that it is called on
 */
record ToolMethod(Method method, Class<?> type) {

	private static final Log logger = LogFactory.getLog(ToolMethod.class);

	/**
	 * Adds to Spring AI's definition of the method what its annotations and its return
	 * type tell.
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
			// the schema is a help to the model: the tool works without it
			logger.debug("No schema can be derived from the return type of " + this.method, ex);
			return null;
		}
	}

}
