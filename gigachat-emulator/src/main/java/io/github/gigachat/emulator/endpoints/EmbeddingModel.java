package io.github.gigachat.emulator.endpoints;

/**
 * An embedding model that the emulator claims to have.
 *
 * @param dimensions how many numbers a vector has
 * @param maxTokens the longest text in tokens
 */
public record EmbeddingModel(int dimensions, int maxTokens) {
}
