package io.github.gigachat.spring.ai.secrets;

import net.jqwik.api.lifecycle.AroundContainerHook;
import net.jqwik.api.lifecycle.ContainerLifecycleContext;

/**
 * Fails a class of properties if its log contains a secret.
 */
public final class NoSecretsLoggedByProperties implements AroundContainerHook {

	/**
	 * Creates the hook, called by jqwik.
	 */
	public NoSecretsLoggedByProperties() {
	}

	@Override
	public void afterContainer(ContainerLifecycleContext context) {
		LoggedSecrets.assertNone();
	}

}
