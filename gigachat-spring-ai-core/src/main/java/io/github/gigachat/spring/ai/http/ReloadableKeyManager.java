package io.github.gigachat.spring.ai.http;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

/**
 * A key manager whose client certificate can be replaced while a client uses it.
 * <p>
 * Thread-safe. Connections made after a replacement show the new certificate; those that
 * exist stay.
 */
public final class ReloadableKeyManager extends X509ExtendedKeyManager {

	private volatile X509ExtendedKeyManager current;

	/**
	 * Starts with the given keys.
	 * @param keyManagers of which the first {@link X509ExtendedKeyManager} is used
	 * @throws IllegalArgumentException if there is none
	 */
	public ReloadableKeyManager(KeyManager... keyManagers) {
		this.current = extended(keyManagers);
	}

	/**
	 * Replaces the keys for new connections.
	 * @param keyManagers of which the first {@link X509ExtendedKeyManager} is used
	 * @throws IllegalArgumentException if there is none; the old keys stay
	 */
	public void replace(KeyManager... keyManagers) {
		this.current = extended(keyManagers);
	}

	@Override
	public @Nullable String chooseEngineClientAlias(String[] keyType, Principal @Nullable [] issuers,
			@Nullable SSLEngine engine) {
		return this.current.chooseEngineClientAlias(keyType, issuers, engine);
	}

	@Override
	public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers,
			@Nullable SSLEngine engine) {
		return this.current.chooseEngineServerAlias(keyType, issuers, engine);
	}

	@Override
	public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
		return this.current.getClientAliases(keyType, issuers);
	}

	@Override
	public @Nullable String chooseClientAlias(String[] keyType, Principal @Nullable [] issuers,
			@Nullable Socket socket) {
		return this.current.chooseClientAlias(keyType, issuers, socket);
	}

	@Override
	public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
		return this.current.getServerAliases(keyType, issuers);
	}

	@Override
	public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
		return this.current.chooseServerAlias(keyType, issuers, socket);
	}

	@Override
	public X509Certificate @Nullable [] getCertificateChain(String alias) {
		return this.current.getCertificateChain(alias);
	}

	@Override
	public @Nullable PrivateKey getPrivateKey(String alias) {
		return this.current.getPrivateKey(alias);
	}

	private static X509ExtendedKeyManager extended(KeyManager... managers) {
		for (KeyManager manager : managers) {
			if (manager instanceof X509ExtendedKeyManager extended) {
				return extended;
			}
		}
		throw new IllegalArgumentException("An X509ExtendedKeyManager is needed");
	}

}
