/**
 * The relay between clients and the server that answers. It passes bytes through, and
 * delays, splits, holds, cuts or resets single exchanges on the way.
 * <p>
 * Implementation of the emulator, not for users.
 */
@NullMarked
package io.github.gigachat.emulator.relay;

import org.jspecify.annotations.NullMarked;
