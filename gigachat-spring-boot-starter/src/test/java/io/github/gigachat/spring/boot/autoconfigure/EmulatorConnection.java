package io.github.gigachat.spring.boot.autoconfigure;

import java.security.cert.X509Certificate;
import java.util.List;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;

/**
 * Connection details of an emulator, as the documentation shows them.
 */
public final class EmulatorConnection implements GigaChatConnectionDetails {

	private final GigaChatEmulator emulator;

	public EmulatorConnection(GigaChatEmulator emulator) {
		this.emulator = emulator;
	}

	@Override
	public String getBaseUrl() {
		return this.emulator.baseUrl();
	}

	@Override
	public String getAuthUrl() {
		return this.emulator.authUrl();
	}

	@Override
	public GigaChatCredentials getCredentials() {
		return GigaChatCredentials.authorizationKey(this.emulator.apiKey());
	}

	@Override
	public List<X509Certificate> getCaCertificates() {
		boolean tls = this.emulator.baseUrl().startsWith("https:");
		return tls ? List.of(this.emulator.certificate()) : List.of();
	}

}
