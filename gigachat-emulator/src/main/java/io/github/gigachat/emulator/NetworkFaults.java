package io.github.gigachat.emulator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.github.gigachat.emulator.relay.FaultPlan;

/**
 * The faults of an emulator's network. Each one is used up by the next exchange of its
 * kind; faults of the same kind are taken in the order in which they were written.
 */
public final class NetworkFaults {

	private final List<NetworkFault> faults = new CopyOnWriteArrayList<>();

	NetworkFaults() {
	}

	/**
	 * A fault of the next chat exchange.
	 * @return the fault, to be described
	 */
	public NetworkFault onChat() {
		return add((endpoint) -> endpoint == RecordedRequest.Endpoint.CHAT);
	}

	/**
	 * A fault of the next exchange with a token endpoint.
	 * @return the fault, to be described
	 */
	public NetworkFault onToken() {
		return add((endpoint) -> endpoint == RecordedRequest.Endpoint.TOKEN);
	}

	/**
	 * A fault of the next exchange with a models endpoint.
	 * @return the fault, to be described
	 */
	public NetworkFault onModels() {
		return add((endpoint) -> endpoint == RecordedRequest.Endpoint.MODELS);
	}

	/**
	 * A fault of the next exchange, whatever it is.
	 * @return the fault, to be described
	 */
	public NetworkFault onAny() {
		return add((endpoint) -> true);
	}

	/**
	 * Lets go of every exchange that a fault holds now.
	 */
	public void resume() {
		this.faults.forEach(NetworkFault::resume);
	}

	FaultPlan planFor(RecordedRequest.Endpoint endpoint) {
		for (NetworkFault fault : this.faults) {
			if (fault.claims(endpoint)) {
				return fault.plan();
			}
		}
		return FaultPlan.NONE;
	}

	void clear() {
		resume();
		this.faults.clear();
	}

	private NetworkFault add(Predicate<RecordedRequest.Endpoint> endpoints) {
		NetworkFault fault = new NetworkFault(endpoints);
		this.faults.add(fault);
		return fault;
	}

}
