package io.github.gigachat.spring.ai.live;

/**
 * Checks one rule by asking the service.
 */
@FunctionalInterface
interface Probe {

	/**
	 * Asks the service.
	 * @param service the service
	 * @return what was found
	 * @throws RuntimeException a failure of the provider, which the suite judges; any
	 * other exception is a fault of the probe
	 */
	Finding ask(LiveService service);

}
