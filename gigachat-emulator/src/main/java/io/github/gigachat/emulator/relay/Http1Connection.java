package io.github.gigachat.emulator.relay;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Relays an HTTP/1.1 connection of a client to its own connection to the server.
 * <p>
 * One thread relays requests and detects that the client leaves, because it always reads.
 * Another thread relays responses and applies the plans.
 */
final class Http1Connection {

	static final String EXCHANGE_HEADER = "x-emulator-exchange";

	private final ClientConnection client;

	private final Socket server;

	private final Exchanges exchanges;

	private final BlockingQueue<Pending> pending = new LinkedBlockingQueue<>();

	Http1Connection(ClientConnection client, Socket server, Exchanges exchanges) {
		this.client = client;
		this.server = server;
		this.exchanges = exchanges;
	}

	/** Relays until either side ends the connection. */
	void run(RelayThreads threads) {
		threads.start("responses", this::relayResponses);
		try {
			relayRequests();
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			// a broken connection ends like any other
		}
		finally {
			leave();
		}
	}

	private void relayRequests() throws IOException, InterruptedException {
		Http1Input in = new Http1Input(this.client.in());
		Http1Output out = new Http1Output(this.server.getOutputStream());
		Http1Head head = in.readHead();
		while (head != null) {
			Exchange exchange = this.exchanges.begin("HTTP/1.1", this.client.number());
			this.pending.add(new Pending(exchange, head.method()));
			out.begin(head.with(EXCHANGE_HEADER, exchange.tag()).bytes(), head.isChunked());
			if (head.isChunked()) {
				in.readChunkedBody((bytes, last) -> out.piece(bytes, 0, bytes.length));
			}
			else if (head.contentLength() > 0) {
				in.readBody(head.contentLength(), (bytes, last) -> out.piece(bytes, 0, bytes.length));
			}
			out.end();
			head = in.readHead();
		}
	}

	private void relayResponses() {
		try {
			Http1Input in = new Http1Input(this.server.getInputStream());
			Http1Output out = new Http1Output(this.client.out());
			Http1Head head = in.readHead();
			while (head != null) {
				if (head.status() < 200) {
					out.begin(head.bytes(), false);
				}
				else {
					relayResponse(head, in, out);
				}
				head = in.readHead();
			}
			this.client.closeInOrder();
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			// the client has left
			leave();
		}
	}

	private void relayResponse(Http1Head head, Http1Input in, Http1Output out)
			throws IOException, InterruptedException {
		Pending current = this.pending.peek();
		if (current == null) {
			throw new IOException("A response without a request.");
		}
		FaultPlan plan = current.exchange().plan();
		boolean rechunk = plan.endsEarly() && !head.isChunked();
		Http1Head sent = rechunk ? head.without("Content-Length").with("Transfer-Encoding", "chunked") : head;
		ResponsePlayer player = new ResponsePlayer(current.exchange(), plan,
				new Http1Sink(this.client, out, sent.isChunked()));
		boolean empty = current.method().equals("HEAD") || head.status() == 204 || head.status() == 304
				|| (!head.isChunked() && head.contentLength() == 0);
		player.head(sent.bytes(), empty && !rechunk);
		player.beginBody();
		if (!empty) {
			relayBody(head, in, player, rechunk);
		}
		player.end();
		this.pending.remove(current);
	}

	private static void relayBody(Http1Head head, Http1Input in, ResponsePlayer player, boolean rechunked)
			throws IOException, InterruptedException {
		if (head.isChunked()) {
			in.readChunkedBody(player::body);
		}
		else if (head.contentLength() >= 0) {
			in.readBody(head.contentLength(), (bytes, last) -> player.body(bytes, last && !rechunked));
		}
		else {
			in.readToEnd(player::body);
		}
	}

	private void leave() {
		ExchangeEnd how = this.client.isClosedHere() ? ExchangeEnd.BROKEN : ExchangeEnd.CLIENT_CLOSED;
		this.pending.forEach((pending) -> pending.exchange().finish(how));
		this.client.close();
		Sockets.closeQuietly(this.server);
	}

	/**
	 * A request whose response has not yet been relayed.
	 * 
	 * @param exchange the exchange
	 * @param method the request's method
	 */
	private record Pending(Exchange exchange, String method) {
	}

}
