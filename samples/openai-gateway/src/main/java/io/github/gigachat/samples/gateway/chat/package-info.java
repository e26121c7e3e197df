/**
 * Answers chat requests of any dialect by the provider.
 */
@NullMarked
package io.github.gigachat.samples.gateway.chat;

import org.jspecify.annotations.NullMarked;
