/**
 * Meters with an owner. {@link OwnedMeters} registers the meters of one API, one model or
 * one set of uploads, and removes them from the registry when that owner is closed.
 * <p>
 * The package is public only for the other packages of this project. It depends on none
 * of them.
 */
@NullMarked
package io.github.gigachat.spring.ai.metrics;

import org.jspecify.annotations.NullMarked;
