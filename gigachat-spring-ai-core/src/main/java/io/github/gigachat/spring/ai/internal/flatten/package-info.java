/**
 * Translates a Spring AI prompt into a conversation that the service accepts: the order
 * of messages, one function call per message, the names of functions, files. It performs
 * no input or output.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.flatten;

import org.jspecify.annotations.NullMarked;
