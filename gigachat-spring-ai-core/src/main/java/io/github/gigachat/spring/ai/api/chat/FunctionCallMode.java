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
	public static final FunctionCallMode AUTO = new FunctionCallMode("auto", Force.NONE, Map.of());

	/** Forbids all function calls, of custom and of built-in functions. */
	public static final FunctionCallMode NONE = new FunctionCallMode("none", Force.NONE, Map.of());

	/**
	 * Removes the default mode of a model or chat client: the request is sent without a
	 * mode.
	 */
	public static final FunctionCallMode UNSET = new FunctionCallMode("unset", Force.NONE, Map.of());

	private final String name;

	private final Force force;

	private final Map<String, Object> partialArguments;

	private FunctionCallMode(String name, Force force, Map<String, ?> partialArguments) {
		this.name = name;
		this.force = force;
		this.partialArguments = Collections.unmodifiableMap(new LinkedHashMap<>(partialArguments));
	}

	/**
	 * Creates a mode that makes the model call the given function, one of the request or
	 * a built-in one, until it was called. If the function has a result after the last
	 * user message of the conversation, the request is sent with {@link #AUTO}. A loop
	 * that executes tools, such as the one of {@code ChatClient}, therefore ends.
	 * @param name the function's name
	 * @return the mode
	 * @throws IllegalArgumentException if the name is blank
	 */
	public static FunctionCallMode forced(String name) {
		return forced(name, Map.of());
	}

	/**
	 * Creates a mode like {@link #forced(String)} that gives some arguments of the call.
	 * @param name the function's name
	 * @param partialArguments the given arguments by name; the model adds the others
	 * @return the mode
	 * @throws IllegalArgumentException if the name is blank
	 */
	public static FunctionCallMode forced(String name, Map<String, ?> partialArguments) {
		return forcing(name, Force.UNTIL_RESULT, partialArguments);
	}

	/**
	 * Creates a mode that makes the model call the given function in every request, also
	 * after a result of the function. Use it only in a loop that ends by itself:
	 * {@code ChatClient} would execute the function again and again.
	 * @param name the function's name
	 * @return the mode
	 * @throws IllegalArgumentException if the name is blank
	 */
	public static FunctionCallMode always(String name) {
		return always(name, Map.of());
	}

	/**
	 * Creates a mode like {@link #always(String)} that gives some arguments of the call.
	 * @param name the function's name
	 * @param partialArguments the given arguments by name; the model adds the others
	 * @return the mode
	 * @throws IllegalArgumentException if the name is blank
	 */
	public static FunctionCallMode always(String name, Map<String, ?> partialArguments) {
		return forcing(name, Force.ALWAYS, partialArguments);
	}

	private static FunctionCallMode forcing(String name, Force force, Map<String, ?> partialArguments) {
		if (name == null || name.isBlank()) {
			throw new IllegalArgumentException("The name of the function to force must not be blank");
		}
		return new FunctionCallMode(name, force, partialArguments);
	}

	/**
	 * Creates a mode from the value of a configuration property.
	 * @param value {@code auto}, {@code none}, or the name of the function to force, as
	 * {@link #forced(String)} does
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
	 * @return {@code true} for a mode created by {@link #forced} or {@link #always}
	 */
	public boolean isForced() {
		return this.force != Force.NONE;
	}

	/**
	 * Tells whether a forced function stays forced after its result.
	 * @return {@code true} for a mode created by {@link #always}
	 */
	public boolean isAlways() {
		return this.force == Force.ALWAYS;
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
		return new FunctionCallMode(wireName, this.force, this.partialArguments);
	}

	@JsonValue
	Object onTheWire() {
		if (!isForced()) {
			return this.name;
		}
		return this.partialArguments.isEmpty() ? Map.of("name", this.name)
				: Map.of("name", this.name, "partial_arguments", this.partialArguments);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof FunctionCallMode that && this.force == that.force && this.name.equals(that.name)
				&& this.partialArguments.equals(that.partialArguments);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.name, this.force, this.partialArguments);
	}

	/**
	 * Returns the name of the mode, or {@code forced(name)} or {@code always(name)} with
	 * the name of the function.
	 */
	@Override
	public String toString() {
		return switch (this.force) {
			case NONE -> this.name;
			case UNTIL_RESULT -> "forced(" + this.name + ")";
			case ALWAYS -> "always(" + this.name + ")";
		};
	}

	/** The time until which the model has to call a certain function. */
	private enum Force {

		NONE, UNTIL_RESULT, ALWAYS

	}

}
