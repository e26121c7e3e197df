package io.github.gigachat.spring.ai.internal.flatten;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.gigachat.spring.ai.api.chat.FlatteningChanges.Change;
import io.github.gigachat.spring.ai.api.chat.FunctionDefinition;
import io.github.gigachat.spring.ai.api.chat.FunctionDetails;
import io.github.gigachat.spring.ai.api.chat.FunctionSchemaMode;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.json.FlattenJson;
import io.github.gigachat.spring.ai.internal.schema.AdaptedSchema;
import io.github.gigachat.spring.ai.internal.schema.FunctionSchemas;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.util.StringUtils;

/**
 * Writes the functions of one request: its tools, the service's built-in functions, and
 * the function that takes the answer.
 */
final class FunctionsWriter {

	private final FunctionSchemas schemas;

	private final FunctionNames names;

	private final boolean compatible;

	private final ChangeCounter changes;

	private final List<FunctionDefinition> functions = new ArrayList<>();

	/** Accepts {@code null}, because an answer may have a call without a name. */
	private Set<String> wrapped = Collections.emptySet();

	private boolean adaptable;

	FunctionsWriter(FunctionSchemas schemas, FunctionNames names, FunctionSchemaMode mode, ChangeCounter changes) {
		this.schemas = schemas;
		this.names = names;
		this.compatible = mode == FunctionSchemaMode.COMPATIBLE;
		this.changes = changes;
	}

	List<FunctionDefinition> write(List<ToolDefinition> tools, List<String> builtIn, @Nullable OutputFunction output,
			@Nullable String outputSchema) {
		Set<String> seen = tools.isEmpty() ? Set.of() : new HashSet<>();
		for (ToolDefinition tool : tools) {
			if (!seen.add(tool.name())) {
				throw GigaChatNonTransientException.invalidOption(nextOption(),
						"Two tools have the name " + tool.name(), "Rename one of them");
			}
			String wireName = this.names.toWire(tool.name());
			if (!wireName.equals(tool.name())) {
				this.changes.add(Change.FUNCTIONS_RENAMED);
			}
			this.functions.add(definition(tool, wireName));
		}
		if (!builtIn.isEmpty()) {
			builtIn.stream().distinct().forEach((name) -> this.functions.add(FunctionDefinition.builtIn(name)));
		}
		if (output != null && outputSchema != null) {
			this.changes.add(Change.OUTPUT_AS_FUNCTION);
			String schema = output.parameters(outputSchema);
			this.functions.add(output.definition(fitted(schema, this.schemas.answer(schema))));
		}
		return this.functions;
	}

	/** Returns the name of the tool that is written next, for a failure. */
	private String nextOption() {
		return "tools[" + this.functions.size() + "]";
	}

	private FunctionDefinition definition(ToolDefinition tool, String wireName) {
		try {
			List<FunctionDefinition.Example> examples = List.of();
			String result = null;
			if (tool instanceof FunctionDetails details) {
				examples = details.fewShotExamples();
				String schema = details.returnSchema();
				result = (schema != null) ? fitted(schema, this.schemas.result(schema)) : null;
			}
			return new FunctionDefinition(wireName, description(tool), parameters(tool.inputSchema(), wireName),
					examples.isEmpty() ? null : examples.stream().map(FunctionsWriter::sendable).toList(), result);
		}
		catch (IllegalArgumentException ex) {
			throw GigaChatNonTransientException.invalidOption(nextOption(),
					"The tool " + tool.name() + " has a schema that cannot be read: " + ex.getMessage(),
					"Correct the tool's schema");
		}
	}

	private static FunctionDefinition.Example sendable(FunctionDefinition.Example example) {
		return new FunctionDefinition.Example(example.request(), FlattenJson.withoutLoneSurrogates(example.params()));
	}

	/**
	 * Returns the description of a tool, or {@code null} if it has none. It begins with
	 * the tool name if the function name is no longer readable.
	 */
	private @Nullable String description(ToolDefinition tool) {
		String description = tool.description();
		if (!this.names.losesLetters(tool.name())) {
			return StringUtils.hasText(description) ? description : null;
		}
		// UTF-8 cannot encode a lone surrogate, which becomes a question mark
		String name = new String(tool.name().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
		if (!StringUtils.hasText(description)) {
			return name;
		}
		return description.contains(name) ? description : name + ": " + description;
	}

	boolean isAdaptable() {
		return this.adaptable;
	}

	/**
	 * Returns the wire names of the functions whose tools take a value that is not an
	 * object.
	 */
	Set<String> wrapped() {
		return this.wrapped;
	}

	private String parameters(String schema, String wireName) {
		AdaptedSchema adapted = this.schemas.parameters(schema);
		if (adapted.wrapped() && goesOutAdapted(schema)) {
			this.changes.add(Change.INPUTS_WRAPPED);
			this.wrapped = this.wrapped.isEmpty() ? new HashSet<>() : this.wrapped;
			this.wrapped.add(wireName);
		}
		return fitted(schema, adapted);
	}

	private boolean goesOutAdapted(String schema) {
		return this.compatible || FlattenJson.kindOf(schema) != JsonToken.START_OBJECT;
	}

	private String fitted(String schema, AdaptedSchema adapted) {
		if (goesOutAdapted(schema)) {
			this.changes.addDroppedKeywords(adapted.droppedKeywords());
			return adapted.json();
		}
		this.adaptable |= adapted.altered();
		return FlattenJson.withoutLoneSurrogates(schema);
	}

}
