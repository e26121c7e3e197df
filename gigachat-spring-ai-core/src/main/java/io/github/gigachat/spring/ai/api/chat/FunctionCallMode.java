package io.github.gigachat.spring.ai.api.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Whether the model may, must not or has to call a function: the request's
 * {@code function_call}.
 */
public final class FunctionCallMode {

	/** The model decides whether to call one of the functions. */
	public static final FunctionCallMode AUTO = new FunctionCallMode("auto", false, Map.of());

	/** The model calls no function, neither a custom nor a built-in one. */
	public static final FunctionCallMode NONE = new FunctionCallMode("none", false, Map.of());

	/**
	 * Removes a mode that a model or a chat client has by default: the request is sent as
	 * if no mode were set. It is not sent itself.
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
	 * The model has to call this function, which is one of the request's or a built-in.
	 * @param name the function's name
	 * @return the mode
	 */
	public static FunctionCallMode forced(String name) {
		return forced(name, Map.of());
	}

	/**
	 * The model has to call this function, and some of the arguments are given.
	 * @param name the function's name
	 * @param partialArguments the arguments that are given, by name; the model fills in
	 * the others
	 * @return the mode
	 */
	public static FunctionCallMode forced(String name, Map<String, ?> partialArguments) {
		if (name == null || name.isBlank()) {
			throw new IllegalArgumentException("The name of the function to force must not be blank");
		}
		return new FunctionCallMode(name, true, partialArguments);
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
	 * @return {@code auto}, {@code none}, {@code unset} or the function's name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The arguments that are given to a forced function.
	 * @return the arguments, by name; empty when there are none
	 */
	public Map<String, Object> partialArguments() {
		return this.partialArguments;
	}

	/**
	 * The same mode for the function's name on the wire.
	 * @param wireName the name
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
	 * The mode's word, or the forced function's name.
	 */
	@Override
	public String toString() {
		return this.forced ? "forced(" + this.name + ")" : this.name;
	}

}
