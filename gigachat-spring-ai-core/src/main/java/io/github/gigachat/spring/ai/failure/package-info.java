/**
 * The exceptions of this provider.
 * <p>
 * Every failure is a {@link GigaChatTransientException} or a
 * {@link GigaChatNonTransientException}, which extend Spring AI's exceptions of similar
 * names. Their common interface {@link GigaChatFailure} has the {@link FailureKind}, by
 * which an application decides how to react, and the {@link FailureDetails}: the status,
 * the ids and the hint.
 * <p>
 * All packages that report failures use this one. It must not depend on the client or the
 * transport.
 */
@NullMarked
package io.github.gigachat.spring.ai.failure;

import org.jspecify.annotations.NullMarked;
