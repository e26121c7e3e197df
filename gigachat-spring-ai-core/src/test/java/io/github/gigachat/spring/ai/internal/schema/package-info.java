/**
 * Tests of the schema dialect of functions.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.schema;

import org.jspecify.annotations.NullMarked;
