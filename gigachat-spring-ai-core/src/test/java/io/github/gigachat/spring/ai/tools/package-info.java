/**
 * Tests of tools: their definitions, schemas, calls and results.
 */
@NullMarked
package io.github.gigachat.spring.ai.tools;

import org.jspecify.annotations.NullMarked;
