/**
 * A strict emulator of the GigaChat service for tests.
 * <p>
 * {@link GigaChatEmulator} runs on the loopback interface;
 * {@link GigaChatEmulatorExtension} starts one for a test class. {@link ChatRule} and
 * {@link EndpointRule} script answers, {@link NetworkFaults} disturbs the network, and
 * {@link RecordedRequest} shows a request that the emulator received. Without a script
 * the emulator creates answers itself, and it always refuses what the service refuses.
 * <p>
 * Clients connect to the relay, which passes requests to WireMock;
 * {@code WireMockTransformer} asks the endpoints for each answer. The public types of
 * this package are the API of the emulator, and the packages below it are its
 * implementation. The emulator must not depend on the provider that it tests.
 */
@NullMarked
package io.github.gigachat.emulator;

import org.jspecify.annotations.NullMarked;
