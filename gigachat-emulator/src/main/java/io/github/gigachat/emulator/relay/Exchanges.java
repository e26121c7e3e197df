package io.github.gigachat.emulator.relay;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The open exchanges, found by the tag that the relay adds to the request.
 */
public final class Exchanges {

	private final AtomicLong ids = new AtomicLong();

	private final Map<String, Exchange> open = new ConcurrentHashMap<>();

	/**
	 * Creates the record of no exchange.
	 */
	public Exchanges() {
	}

	Exchange begin(String protocol, long connection) {
		Exchange exchange = new Exchange(connection + "-" + this.ids.incrementAndGet(), protocol, connection);
		this.open.put(exchange.tag(), exchange);
		exchange.onEnd((how) -> this.open.remove(exchange.tag()));
		return exchange;
	}

	/**
	 * Finds an open exchange.
	 * @param tag the value of {@link Relay#EXCHANGE_HEADER}
	 * @return the exchange; if the client has already left, one that has ended
	 */
	public Exchange find(String tag) {
		Exchange exchange = this.open.get(tag);
		if (exchange != null) {
			return exchange;
		}
		Exchange gone = new Exchange(tag, "HTTP/1.1", connection(tag));
		gone.finish(ExchangeEnd.CLIENT_CLOSED);
		return gone;
	}

	/**
	 * Reads the number of the client's connection from the tag of an exchange.
	 * @param tag the value of {@link Relay#EXCHANGE_HEADER}
	 * @return the number, counted from 1
	 */
	public static long connection(String tag) {
		return Long.parseLong(tag.substring(0, tag.indexOf('-')));
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
