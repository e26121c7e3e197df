/**
 * The warning about properties that are set but have no effect, with their replacements.
 * The package is internal to the starter.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure.ignored;

import org.jspecify.annotations.NullMarked;
