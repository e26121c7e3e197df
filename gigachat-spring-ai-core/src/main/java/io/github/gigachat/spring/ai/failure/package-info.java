/**
 * The exceptions of this provider. Every failure is either a transient or a non-transient
 * exception. Both have a kind, the facts of the response and a hint.
 */
@NullMarked
package io.github.gigachat.spring.ai.failure;

import org.jspecify.annotations.NullMarked;
