package io.github.gigachat.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.github.gigachat.emulator.relay.Exchange;
import io.github.gigachat.emulator.relay.ExchangeEnd;

/**
 * What an emulator saw since its start or its last reset. A reset begins a new journal,
 * so that what is still going on does not get into the records of the next test.
 */
final class Journal {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final List<RecordedRequest> requests = new ArrayList<>();

	private final List<ClientDeparture> departures = new ArrayList<>();

	private int connections;

	private int openTokenRequests;

	private int maxOpenTokenRequests;

	private int issuedTokens;

	private final Set<String> refusedTokens = new HashSet<>();

	void connectionAccepted() {
		change(() -> this.connections++);
	}

	void record(RecordedRequest request, Exchange exchange) {
		boolean token = request.endpoint() == RecordedRequest.Endpoint.TOKEN;
		change(() -> {
			this.requests.add(request);
			if (token) {
				this.openTokenRequests++;
				this.maxOpenTokenRequests = Math.max(this.maxOpenTokenRequests, this.openTokenRequests);
			}
		});
		exchange.onEnd((how) -> ended(request, how));
	}

	void answered(RecordedRequest request, Reply reply) {
		if (request.endpoint() == RecordedRequest.Endpoint.TOKEN) {
			if (reply.status() == 200) {
				change(() -> this.issuedTokens++);
			}
			return;
		}
		String authorization = request.header("Authorization");
		if (reply.status() == 401 && authorization != null) {
			change(() -> this.refusedTokens.add(authorization));
		}
	}

	List<RecordedRequest> requests() {
		return read(() -> List.copyOf(this.requests));
	}

	List<RecordedRequest> requests(RecordedRequest.Endpoint endpoint) {
		return requests().stream().filter((request) -> request.endpoint() == endpoint).toList();
	}

	List<ClientDeparture> departures() {
		return read(() -> List.copyOf(this.departures));
	}

	int connectionsAccepted() {
		return read(() -> this.connections);
	}

	int maxConcurrentTokenRequests() {
		return read(() -> this.maxOpenTokenRequests);
	}

	int issuedTokens() {
		return read(() -> this.issuedTokens);
	}

	int refusedTokens() {
		return read(this.refusedTokens::size);
	}

	List<RecordedRequest> awaitRequests(int count, Duration timeout) {
		return await("requests", this.requests, count, timeout);
	}

	List<ClientDeparture> awaitDepartures(int count, Duration timeout) {
		return await("departures of clients", this.departures, count, timeout);
	}

	private void ended(RecordedRequest request, ExchangeEnd how) {
		change(() -> {
			if (request.endpoint() == RecordedRequest.Endpoint.TOKEN) {
				this.openTokenRequests--;
			}
			if (how == ExchangeEnd.CLIENT_CLOSED) {
				this.departures.add(new ClientDeparture(request, ClientDeparture.Kind.CONNECTION_CLOSED));
			}
			else if (how == ExchangeEnd.CLIENT_RESET) {
				this.departures.add(new ClientDeparture(request, ClientDeparture.Kind.STREAM_RESET));
			}
		});
	}

	private <T> List<T> await(String what, List<T> entries, int count, Duration timeout) {
		this.lock.lock();
		try {
			long left = timeout.toNanos();
			while (entries.size() < count) {
				if (left <= 0) {
					throw new IllegalStateException("Waited " + timeout + " for " + count + " " + what + ", but "
							+ entries.size() + " came: " + entries);
				}
				left = this.changed.awaitNanos(left);
			}
			return List.copyOf(entries);
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

	private <T> T read(Supplier<T> reader) {
		this.lock.lock();
		try {
			return reader.get();
		}
		finally {
			this.lock.unlock();
		}
	}

}
