/**
 * A strict stand-in for the GigaChat service.
 */
@NullMarked
package io.github.gigachat.emulator;

import org.jspecify.annotations.NullMarked;
