/**
 * A hand-written tool loop over streams, with declared tools.
 */
@NullMarked
package io.github.gigachat.samples.toolloop;

import org.jspecify.annotations.NullMarked;
