/**
 * Tests of flattening: of the functions' schemas and names.
 */
@NullMarked
package io.github.gigachat.spring.ai.flatten;

import org.jspecify.annotations.NullMarked;
