/**
 * The relay between clients and WireMock, for the faults that WireMock cannot produce.
 * <p>
 * {@code Relay} accepts connections and passes bytes through, by {@code Http1Connection}
 * or {@code Http2Connection}. An {@code Exchange} is one request and its response;
 * {@code ResponsePlayer} sends the response by the {@code FaultPlan} of the exchange,
 * which may delay, split, hold, cut or reset it. {@code Exchanges} finds an exchange by
 * the tag in its request and records how it ended.
 * <p>
 * The package knows nothing of GigaChat and depends on no other package of the emulator.
 * Implementation of the emulator, not for users.
 */
@NullMarked
package io.github.gigachat.emulator.relay;

import org.jspecify.annotations.NullMarked;
