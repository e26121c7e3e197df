/**
 * Tests of the JSON of the wire.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.json;

import org.jspecify.annotations.NullMarked;
