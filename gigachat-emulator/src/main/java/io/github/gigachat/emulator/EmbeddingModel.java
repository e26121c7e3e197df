package io.github.gigachat.emulator;

/**
 * An embedding model that the emulator claims to have.
 *
 * @param dimensions how many numbers a vector has
 * @param maxTokens the longest text in tokens
 */
record EmbeddingModel(int dimensions, int maxTokens) {
}
