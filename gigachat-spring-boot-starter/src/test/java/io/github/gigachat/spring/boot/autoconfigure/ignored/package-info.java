/**
 * Tests of the warning about ignored properties.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure.ignored;

import org.jspecify.annotations.NullMarked;
