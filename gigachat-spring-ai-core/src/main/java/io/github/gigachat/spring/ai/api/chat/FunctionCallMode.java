package io.github.gigachat.spring.ai.api.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The mode of function calls in a request ({@code function_call}): the model may, must
 * not or must call a function.
 */
public final class FunctionCallMode {

	/** Lets the model decide whether to call a function. */
	public static final FunctionCallMode AUTO = new FunctionCallMode("auto", false, Map.of());

	/** Forbids all function calls, of custom and of built-in functions. */
	public static final FunctionCallMode NONE = new FunctionCallMode("none", false, Map.of());

	/**
	 * Removes the default mode of a model or chat client: the request is sent without a
	 * mode.
	 */
	public static final FunctionCallMode UNSET = new FunctionCallMode("unset", false, Map.of());

	private final String name;

	private final boolean forced;

	private final Map<String, Object> partialArguments;

	private FunctionCallMode(String name, boolean forced, Map<String, ?> partialArguments) {
		this.name = name;
		this.forced = forced;
		this.partialArguments = Collections.unmodifiableMap(new LinkedHashMap<>(partialArguments));
	}

	/**
	 * Creates a mode that makes the model call the given function, one of the request or
	 * a built-in one.
	 * @param name the function's name
	 * @return the mode
	 * @throws IllegalArgumentException if the name is blank
	 */
	public static FunctionCallMode forced(String name) {
		return forced(name, Map.of());
	}

	/**
	 * Creates a mode that makes the model call the given function, some of whose
	 * arguments are given.
	 * @param name the function's name
	 * @param partialArguments the given arguments by name; the model adds the others
	 * @return the mode
	 * @throws IllegalArgumentException if the name is blank
	 */
	public static FunctionCallMode forced(String name, Map<String, ?> partialArguments) {
		if (name == null || name.isBlank()) {
			throw new IllegalArgumentException("The name of the function to force must not be blank");
		}
		return new FunctionCallMode(name, true, partialArguments);
	}

	/**
	 * Creates a mode from the value of a configuration property.
	 * @param value {@code auto}, {@code none}, or the name of the function to force
	 * @return the mode
	 * @throws IllegalArgumentException if the name is blank
	 */
	public static FunctionCallMode of(String value) {
		return switch (value) {
			case "auto" -> AUTO;
			case "none" -> NONE;
			default -> forced(value);
		};
	}

	/**
	 * Tells whether the model has to call a certain function.
	 * @return {@code true} for a mode created by {@link #forced}
	 */
	public boolean isForced() {
		return this.forced;
	}

	/**
	 * Returns the name of the mode, or the name of the forced function.
	 * @return {@code auto}, {@code none}, {@code unset} or the function's name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Returns the given arguments of a forced function.
	 * @return the arguments by name; empty if there are none
	 */
	public Map<String, Object> partialArguments() {
		return this.partialArguments;
	}

	/**
	 * Returns a copy with another function name.
	 * @param wireName the function's name on the wire
	 * @return the mode
	 */
	public FunctionCallMode withName(String wireName) {
		return new FunctionCallMode(wireName, this.forced, this.partialArguments);
	}

	@JsonValue
	Object onTheWire() {
		if (!this.forced) {
			return this.name;
		}
		return this.partialArguments.isEmpty() ? Map.of("name", this.name)
				: Map.of("name", this.name, "partial_arguments", this.partialArguments);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof FunctionCallMode that && this.forced == that.forced && this.name.equals(that.name)
				&& this.partialArguments.equals(that.partialArguments);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.name, this.forced, this.partialArguments);
	}

	/**
	 * Returns the name of the mode, or {@code forced(name)} with the name of the
	 * function.
	 */
	@Override
	public String toString() {
		return this.forced ? "forced(" + this.name + ")" : this.name;
	}

}
