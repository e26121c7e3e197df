/**
 * The failures of this provider. Each one is one of two exceptions, transient or
 * non-transient, with a kind, the details of the response and a hint.
 */
@NullMarked
package io.github.gigachat.spring.ai.failure;

import org.jspecify.annotations.NullMarked;
