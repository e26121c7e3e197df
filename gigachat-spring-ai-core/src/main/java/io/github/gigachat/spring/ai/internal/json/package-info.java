/**
 * The JSON mapper of the wire and its lenient readers.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.json;

import org.jspecify.annotations.NullMarked;
