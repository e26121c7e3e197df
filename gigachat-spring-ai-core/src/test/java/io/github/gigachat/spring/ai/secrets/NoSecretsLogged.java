package io.github.gigachat.spring.ai.secrets;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails the test after which a secret is found in the log. It is on every test of this
 * module.
 */
public final class NoSecretsLogged implements AfterEachCallback, AfterAllCallback {

	/**
	 * Made by JUnit.
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
