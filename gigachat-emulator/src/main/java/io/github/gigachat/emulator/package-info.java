/**
 * A strict emulator of the GigaChat service for tests. The public types of this package
 * are its API; the packages below it are its implementation.
 */
@NullMarked
package io.github.gigachat.emulator;

import org.jspecify.annotations.NullMarked;
