/**
 * The relay between clients and the server that answers: it passes bytes through, and
 * delays, splits, holds, cuts or resets single exchanges on the way.
 */
@NullMarked
package io.github.gigachat.emulator.relay;

import org.jspecify.annotations.NullMarked;
