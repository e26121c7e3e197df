package io.github.gigachat.spring.boot.secrets;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test if its log contains a secret. The extension is registered for every test
 * of this module.
 */
public final class NoSecretsLogged implements AfterEachCallback, AfterAllCallback {

	/**
	 * Creates the extension, called by JUnit.
	 */
	public NoSecretsLogged() {
	}

	@Override
	public void afterEach(ExtensionContext context) {
		LoggedSecrets.assertNone();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		LoggedSecrets.assertNone();
	}

}
