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
		return on((request) -> request.endpoint() == RecordedRequest.Endpoint.CHAT);
	}

	/**
	 * A fault of the next exchange with a token endpoint.
	 * @return the fault, to be described
	 */
	public NetworkFault onToken() {
		return on((request) -> request.endpoint() == RecordedRequest.Endpoint.TOKEN);
	}

	/**
	 * A fault of the next exchange with a models endpoint.
	 * @return the fault, to be described
	 */
	public NetworkFault onModels() {
		return on((request) -> request.endpoint() == RecordedRequest.Endpoint.MODELS);
	}

	/**
	 * A fault of the next exchange with the embeddings endpoint.
	 * @return the fault, to be described
	 */
	public NetworkFault onEmbeddings() {
		return on((request) -> request.endpoint() == RecordedRequest.Endpoint.EMBEDDINGS);
	}

	/**
	 * A fault of the next exchange, whatever it is.
	 * @return the fault, to be described
	 */
	public NetworkFault onAny() {
		return on((request) -> true);
	}

	/**
	 * A fault of the next exchange whose request a condition holds for.
	 * @param condition the condition; it is asked about each request that no fault before
	 * this one took, also about one that will be refused, until this fault is used up
	 * @return the fault, to be described
	 */
	public NetworkFault on(Predicate<RecordedRequest> condition) {
		NetworkFault fault = new NetworkFault(condition);
		this.faults.add(fault);
		return fault;
	}

	/**
	 * Lets go of every exchange that a fault holds now.
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
