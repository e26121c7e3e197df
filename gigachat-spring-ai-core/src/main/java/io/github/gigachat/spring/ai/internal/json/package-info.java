/**
 * The JSON mapper of the HTTP API with its lenient deserializers.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.json;

import org.jspecify.annotations.NullMarked;
