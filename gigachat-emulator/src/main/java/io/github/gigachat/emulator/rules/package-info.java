/**
 * What the service refuses in a chat request, in its own words.
 */
@NullMarked
package io.github.gigachat.emulator.rules;

import org.jspecify.annotations.NullMarked;
