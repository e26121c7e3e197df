package io.github.gigachat.emulator;

/**
 * A function that a chat request offers to the model.
 * 
 * @param name the function's name
 * @param description the function's description, empty if the request has none
 * @param parameters the schema of its parameters as JSON text, empty for a built-in
 * function
 */
public record OfferedFunction(String name, String description, String parameters) {
}
