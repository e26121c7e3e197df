package io.github.gigachat.emulator.endpoints;

/**
 * An embedding model of the emulator.
 * 
 * @param dimensions the number of dimensions of a vector
 * @param maxTokens the maximum number of tokens of a text
 */
public record EmbeddingModel(int dimensions, int maxTokens) {
}
