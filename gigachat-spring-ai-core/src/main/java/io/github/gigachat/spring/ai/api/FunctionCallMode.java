package io.github.gigachat.spring.ai.api;

import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Whether the model may, must not or has to call a function: the request's
 * {@code function_call}.
 */
public final class FunctionCallMode {

	/** The model decides whether to call one of the functions. */
	public static final FunctionCallMode AUTO = new FunctionCallMode("auto", false);

	/** The model calls no function, neither a custom nor a built-in one. */
	public static final FunctionCallMode NONE = new FunctionCallMode("none", false);

	private final String name;

	private final boolean forced;

	private FunctionCallMode(String name, boolean forced) {
		this.name = name;
		this.forced = forced;
	}

	/**
	 * The model has to call this function, which is one of the request's or a built-in.
	 * @param name the function's name
	 * @return the mode
	 */
	public static FunctionCallMode forced(String name) {
		if (name == null || name.isBlank()) {
			throw new IllegalArgumentException("The name of the function to force must not be blank");
		}
		return new FunctionCallMode(name, true);
	}

	/**
	 * Reads a mode as a property holds it.
	 * @param value {@code auto}, {@code none}, or the name of the function to force
	 * @return the mode
	 */
	public static FunctionCallMode of(String value) {
		return switch (value) {
			case "auto" -> AUTO;
			case "none" -> NONE;
			default -> forced(value);
		};
	}

	/**
	 * Whether one function has to be called.
	 * @return {@code true} for a mode made by {@link #forced}
	 */
	public boolean isForced() {
		return this.forced;
	}

	/**
	 * The word of the mode, or the name of the forced function.
	 * @return {@code auto}, {@code none} or the function's name
	 */
	public String name() {
		return this.name;
	}

	@JsonValue
	Object onTheWire() {
		return this.forced ? Map.of("name", this.name) : this.name;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof FunctionCallMode that && this.forced == that.forced && this.name.equals(that.name);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.name, this.forced);
	}

	/**
	 * The mode's word, or the forced function's name.
	 */
	@Override
	public String toString() {
		return this.forced ? "forced(" + this.name + ")" : this.name;
	}

}
