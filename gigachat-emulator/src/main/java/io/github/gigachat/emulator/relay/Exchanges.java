package io.github.gigachat.emulator.relay;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The exchanges that are open, found by the number that the relay adds to the request.
 */
public final class Exchanges {

	private final AtomicLong ids = new AtomicLong();

	private final Map<Long, Exchange> open = new ConcurrentHashMap<>();

	/**
	 * Creates the record of no exchange.
	 */
	public Exchanges() {
	}

	Exchange begin(String protocol, long connection) {
		Exchange exchange = new Exchange(this.ids.incrementAndGet(), protocol, connection);
		this.open.put(exchange.id(), exchange);
		exchange.onEnd((how) -> this.open.remove(exchange.id()));
		return exchange;
	}

	/**
	 * Finds an open exchange.
	 * @param id its number, the value of {@link Relay#EXCHANGE_HEADER}
	 * @return the exchange; when the client has left already, one that has ended
	 */
	public Exchange find(long id) {
		Exchange exchange = this.open.get(id);
		if (exchange != null) {
			return exchange;
		}
		Exchange gone = new Exchange(id, "HTTP/1.1", 0);
		gone.finish(ExchangeEnd.CLIENT_CLOSED);
		return gone;
	}

	/**
	 * How many exchanges are open.
	 * @return the number of exchanges
	 */
	public int size() {
		// an exchange that has just ended may still be entered
		return (int) this.open.values().stream().filter(Exchange::isOpen).count();
	}

}
