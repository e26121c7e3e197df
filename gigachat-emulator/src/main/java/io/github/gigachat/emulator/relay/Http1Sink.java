package io.github.gigachat.emulator.relay;

import java.io.IOException;

/**
 * The client's side of an HTTP/1.1 exchange.
 */
final class Http1Sink implements ResponseSink {

	private final ClientConnection client;

	private final Http1Output out;

	private final boolean chunked;

	Http1Sink(ClientConnection client, Http1Output out, boolean chunked) {
		this.client = client;
		this.out = out;
		this.chunked = chunked;
	}

	@Override
	public void head(byte[] head) throws IOException {
		this.out.begin(head, this.chunked);
	}

	@Override
	public void piece(byte[] bytes, int from, int to) throws IOException {
		this.out.piece(bytes, from, to);
	}

	@Override
	public void end() throws IOException {
		this.out.end();
	}

	@Override
	public void cut() {
		this.client.closeInOrder();
	}

	@Override
	public void reset() throws IOException {
		this.client.reset();
	}

	@Override
	public void close() {
		this.client.closeInOrder();
	}

}
