/**
 * The properties of named connections.
 * <p>
 * {@code ConnectionNames} finds the names that are configured.
 * {@code ConnectionProperties} binds the properties of one of them, with those of
 * {@code spring.ai.gigachat.*} behind them ({@code FallbackSource}), and decides which of
 * these apply to it.
 * <p>
 * The package is internal to the starter.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure.connections;

import org.jspecify.annotations.NullMarked;
