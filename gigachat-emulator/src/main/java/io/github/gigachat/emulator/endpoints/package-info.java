/**
 * The endpoints of the service, and the tokens, quotas, files and models behind them.
 * <p>
 * Implementation of the emulator, not for users.
 */
@NullMarked
package io.github.gigachat.emulator.endpoints;

import org.jspecify.annotations.NullMarked;
