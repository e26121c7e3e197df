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

	public Exchanges() {
	}

	Exchange begin(String protocol, long connection) {
		Exchange exchange = new Exchange(connection + "-" + this.ids.incrementAndGet(), protocol, connection);
		this.open.put(exchange.tag(), exchange);
		exchange.onEnd((how) -> this.open.remove(exchange.tag()));
		return exchange;
	}

	/**
	 * Returns the open exchange with a tag, the value of {@link Relay#EXCHANGE_HEADER}.
	 * If the client has already left, it returns an exchange that has ended.
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

	/** Reads the number of the client's connection from the tag of an exchange. */
	public static long connection(String tag) {
		return Long.parseLong(tag.substring(0, tag.indexOf('-')));
	}

	public int size() {
		// an exchange that has just ended may still be in the map
		return (int) this.open.values().stream().filter(Exchange::isOpen).count();
	}

}
