package io.github.gigachat.emulator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.github.gigachat.emulator.relay.FaultPlan;

/**
 * The network faults of an emulator. A fault applies to the next exchange that it
 * selects, and is then used up. Faults that select the same exchange apply in the order
 * of their creation.
 */
public final class NetworkFaults {

	private final List<NetworkFault> faults = new CopyOnWriteArrayList<>();

	NetworkFaults() {
	}

	/**
	 * Adds a fault for the next chat exchange.
	 * @return the fault, to be described
	 */
	public NetworkFault onChat() {
		return on((request) -> request.endpoint() == RecordedRequest.Endpoint.CHAT);
	}

	/**
	 * Adds a fault for the next exchange with a token endpoint.
	 * @return the fault, to be described
	 */
	public NetworkFault onToken() {
		return on((request) -> request.endpoint() == RecordedRequest.Endpoint.TOKEN);
	}

	/**
	 * Adds a fault for the next exchange with a models endpoint.
	 * @return the fault, to be described
	 */
	public NetworkFault onModels() {
		return on((request) -> request.endpoint() == RecordedRequest.Endpoint.MODELS);
	}

	/**
	 * Adds a fault for the next exchange with the embeddings endpoint.
	 * @return the fault, to be described
	 */
	public NetworkFault onEmbeddings() {
		return on((request) -> request.endpoint() == RecordedRequest.Endpoint.EMBEDDINGS);
	}

	/**
	 * Adds a fault for the next exchange of any kind.
	 * @return the fault, to be described
	 */
	public NetworkFault onAny() {
		return on((request) -> true);
	}

	/**
	 * Adds a fault for the next exchange whose request satisfies a condition.
	 * @param condition the condition; until the fault is used up, it tests every request
	 * that no earlier fault took, including requests that the emulator refuses
	 * @return the fault, to be described
	 */
	public NetworkFault on(Predicate<RecordedRequest> condition) {
		NetworkFault fault = new NetworkFault(condition);
		this.faults.add(fault);
		return fault;
	}

	/**
	 * Resumes all exchanges that are held now.
	 */
	public void resume() {
		this.faults.forEach(NetworkFault::resume);
	}

	FaultPlan planFor(RecordedRequest request) {
		for (NetworkFault fault : this.faults) {
			if (fault.claims(request)) {
				return fault.plan();
			}
		}
		return FaultPlan.NONE;
	}

	void clear() {
		resume();
		this.faults.clear();
	}

}
