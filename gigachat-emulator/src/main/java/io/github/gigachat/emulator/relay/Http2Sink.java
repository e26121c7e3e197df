package io.github.gigachat.emulator.relay;

/**
 * The client's side of an HTTP/2 exchange.
 */
final class Http2Sink implements ResponseSink {

	private final int stream;

	private final Http2Writer client;

	private long sent;

	Http2Sink(int stream, Http2Writer client) {
		this.stream = stream;
		this.client = client;
	}

	/**
	 * Returns the number of body bytes sent to the client, which then gives credit for
	 * them to the server.
	 */
	long sent() {
		return this.sent;
	}

	@Override
	public void head(byte[] head) {
		this.client.write(head);
	}

	@Override
	public void piece(byte[] bytes, int from, int to) {
		this.sent += to - from;
		this.client.write(Http2Frame.data(this.stream, bytes, from, to, false));
	}

	@Override
	public void end() {
		this.client.write(Http2Frame.data(this.stream, new byte[0], 0, 0, true));
	}

	@Override
	public void cut() {
		this.client.write(Http2Frame.reset(this.stream, Http2Frame.INTERNAL_ERROR));
	}

	@Override
	public void reset() {
		this.client.write(Http2Frame.reset(this.stream, Http2Frame.CANCEL));
	}

	@Override
	public void close() {
		this.client.close();
	}

}
