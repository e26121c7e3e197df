package io.github.gigachat.emulator;

/**
 * A function that a chat request offered to the model.
 *
 * @param name the function's name
 * @param description what it does, empty when the request did not say
 * @param parameters the schema of its parameters as JSON text, empty for a built-in
 */
public record OfferedFunction(String name, String description, String parameters) {
}
