package io.github.gigachat.samples.gateway.openai;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.gigachat.samples.gateway.conversation.DeclaredTools;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads whether the model may, must not or must call tools, and which.
 */
public final class ToolChoice {

	private final DeclaredTools tools;

	private final Function<JsonFields, @Nullable String> name;

	private final Predicate<JsonFields> foreign;

	/**
	 * Creates a reader for the tools of a request.
	 * @param tools the tools
	 * @param name reads the name of a tool from the object that chooses it
	 * @param foreign whether such an object stands for a tool that is not served
	 */
	public ToolChoice(DeclaredTools tools, Function<JsonFields, @Nullable String> name, Predicate<JsonFields> foreign) {
		this.tools = tools;
		this.name = name;
		this.foreign = foreign;
	}

	/**
	 * Reads a choice.
	 * @param body the fields of the request
	 * @param field the field with the choice
	 * @return whether the choice has an effect; {@code false} if it chooses a tool that
	 * is not served
	 * @throws ApiException if the choice is unknown, or names no tool of the request
	 */
	public boolean read(JsonFields body, String field) {
		JsonNode choice = body.value(field);
		if (choice == null) {
			return true;
		}
		if (choice.isString()) {
			word(body, field, choice.stringValue());
			return true;
		}
		JsonFields named = JsonFields.fields(choice, body.place(field));
		if ("allowed_tools".equals(named.text("type"))) {
			allow(named);
			return true;
		}
		if (this.foreign.test(named)) {
			return false;
		}
		this.tools.force(this.name.apply(named), body.place(field));
		return true;
	}

	/** Keeps only the named tools, and applies the mode of the choice to them. */
	private void allow(JsonFields choice) {
		JsonFields nested = choice.object("allowed_tools");
		JsonFields allowed = (nested != null) ? nested : choice;
		Set<String> kept = new HashSet<>();
		for (JsonFields tool : allowed.objects("tools")) {
			if (this.foreign.test(tool)) {
				continue;
			}
			String name = this.name.apply(tool);
			if (name == null || !this.tools.has(name)) {
				throw ApiException.invalid(tool.place(), tool.place() + " names no tool of the request");
			}
			kept.add(name);
		}
		if (allowed.array("tools").isEmpty()) {
			throw ApiException.invalid(allowed.place("tools"),
					allowed.place("tools") + " has to name at least one tool");
		}
		this.tools.keep(kept);
		String mode = allowed.text("mode");
		word(allowed, "mode", (mode != null) ? mode : "auto");
	}

	private void word(JsonFields body, String field, String word) {
		switch (word) {
			case "auto" -> {
			}
			case "none" -> this.tools.forbid();
			case "required" -> this.tools.requireAny(body.place(field));
			default -> throw body.wrong(field, "auto, none, required, or a tool of the request");
		}
	}

}
