/**
 * Tests of the image model.
 */
@NullMarked
package io.github.gigachat.spring.ai.images;

import org.jspecify.annotations.NullMarked;
