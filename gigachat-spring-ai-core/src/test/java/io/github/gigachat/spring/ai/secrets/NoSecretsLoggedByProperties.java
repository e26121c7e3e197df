package io.github.gigachat.spring.ai.secrets;

import net.jqwik.api.lifecycle.AroundContainerHook;
import net.jqwik.api.lifecycle.ContainerLifecycleContext;

/**
 * Fails the class of properties after which a secret is found in the log.
 */
public final class NoSecretsLoggedByProperties implements AroundContainerHook {

	/**
	 * Made by jqwik.
	 */
	public NoSecretsLoggedByProperties() {
	}

	@Override
	public void afterContainer(ContainerLifecycleContext context) {
		LoggedSecrets.assertNone();
	}

}
