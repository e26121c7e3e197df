/**
 * Tests of answers by a JSON schema.
 */
@NullMarked
package io.github.gigachat.spring.ai.structured;

import org.jspecify.annotations.NullMarked;
