package io.github.gigachat.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.store.InMemoryRequestJournalStore;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.github.gigachat.emulator.relay.Exchange;
import io.github.gigachat.emulator.relay.ExchangeEnd;

/**
 * The request journal of WireMock, with the facts about connections that WireMock does
 * not see.
 * <p>
 * WireMock enters a request only when it has been answered. This journal enters it on
 * arrival and adds the response later. A request that was cleared in between is not
 * entered again.
 */
final class Journal extends InMemoryRequestJournalStore {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final List<ClientDeparture> departures = new CopyOnWriteArrayList<>();

	private final Set<UUID> openTokenRequests = new HashSet<>();

	private volatile int maxOpenTokenRequests;

	private final AtomicInteger connections = new AtomicInteger();

	void connectionAccepted() {
		this.connections.incrementAndGet();
	}

	void received(ServeEvent event, RecordedRequest request, Exchange exchange) {
		change(() -> {
			super.add(event);
			if (request.endpoint() == RecordedRequest.Endpoint.TOKEN) {
				this.openTokenRequests.add(event.getId());
				this.maxOpenTokenRequests = Math.max(this.maxOpenTokenRequests, this.openTokenRequests.size());
			}
		});
		exchange.onEnd((how) -> ended(event.getId(), request, how));
	}

	/**
	 * Adds the response to a request that was entered on arrival.
	 */
	@Override
	public void add(ServeEvent answered) {
		put(answered.getId(), answered);
	}

	@Override
	public void clear() {
		change(() -> {
			super.clear();
			this.departures.clear();
			this.openTokenRequests.clear();
			this.maxOpenTokenRequests = 0;
			this.connections.set(0);
		});
	}

	List<RecordedRequest> requests() {
		return requests(getAll());
	}

	List<RecordedRequest> requests(RecordedRequest.Endpoint endpoint) {
		return requests(getAll().filter((event) -> RecordedRequest.endpoint(event) == endpoint));
	}

	List<ClientDeparture> departures() {
		return List.copyOf(this.departures);
	}

	int connectionsAccepted() {
		return this.connections.get();
	}

	int maxConcurrentTokenRequests() {
		return this.maxOpenTokenRequests;
	}

	int issuedTokens() {
		return (int) answered(200).filter((event) -> RecordedRequest.endpoint(event) == RecordedRequest.Endpoint.TOKEN)
			.count();
	}

	int refusedTokens() {
		return (int) answered(401).filter((event) -> RecordedRequest.endpoint(event) != RecordedRequest.Endpoint.TOKEN)
			.filter((event) -> event.getRequest().containsHeader("Authorization"))
			.map((event) -> event.getRequest().getHeader("Authorization"))
			.distinct()
			.count();
	}

	List<RecordedRequest> awaitRequests(int count, Duration timeout) {
		return await("requests", () -> getAllKeys().count(), this::requests, count, timeout);
	}

	List<ClientDeparture> awaitDepartures(int count, Duration timeout) {
		return await("departures of clients", this.departures::size, this::departures, count, timeout);
	}

	private static List<RecordedRequest> requests(Stream<ServeEvent> newestFirst) {
		List<RecordedRequest> requests = new ArrayList<>(newestFirst.map(RecordedRequest::of).toList());
		Collections.reverse(requests);
		return List.copyOf(requests);
	}

	private Stream<ServeEvent> answered(int status) {
		return getAll().filter((event) -> event.getResponse() != null && event.getResponse().getStatus() == status);
	}

	private void ended(UUID id, RecordedRequest request, ExchangeEnd how) {
		change(() -> {
			this.openTokenRequests.remove(id);
			if (get(id).isEmpty()) {
				return;
			}
			if (how == ExchangeEnd.CLIENT_CLOSED) {
				this.departures.add(new ClientDeparture(request, ClientDeparture.Kind.CONNECTION_CLOSED));
			}
			else if (how == ExchangeEnd.CLIENT_RESET) {
				this.departures.add(new ClientDeparture(request, ClientDeparture.Kind.STREAM_RESET));
			}
		});
	}

	private <T> List<T> await(String what, LongSupplier size, Supplier<List<T>> entries, int count, Duration timeout) {
		this.lock.lock();
		try {
			long left = timeout.toNanos();
			while (size.getAsLong() < count) {
				if (left <= 0) {
					throw new IllegalStateException("Waited " + timeout + " for " + count + " " + what + ", but "
							+ size.getAsLong() + " came: " + entries.get());
				}
				left = this.changed.awaitNanos(left);
			}
			return entries.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for " + count + " " + what + ".", ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void change(Runnable change) {
		this.lock.lock();
		try {
			change.run();
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
