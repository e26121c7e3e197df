package io.github.gigachat.emulator;

import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests for network faults with HTTP/1.1 over TLS.
 */
class Http1TlsFaultTests extends NetworkFaultContract {

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = GigaChatEmulatorExtension
		.with((builder) -> builder.noAuthentication().tls().http1Only());

	@Override
	GigaChatEmulatorExtension extension() {
		return GIGACHAT;
	}

	@Override
	GigaChatEmulator.Builder settings(GigaChatEmulator.Builder builder) {
		return builder.noAuthentication().tls().http1Only();
	}

	@Override
	String protocol() {
		return "HTTP/1.1";
	}

	@Override
	ClientDeparture.Kind departureKind() {
		return ClientDeparture.Kind.CONNECTION_CLOSED;
	}

}
