/**
 * The warning about properties that are set but have no effect.
 * <p>
 * {@code IgnoredPropertiesNotice} searches the environment at the start for properties of
 * former layouts and of other starters, and names the property to use instead, as
 * {@code PropertyReplacements} lists it. It reads the names of properties, never their
 * values.
 * <p>
 * The package is internal to the starter.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure.ignored;

import org.jspecify.annotations.NullMarked;
