package io.github.gigachat.emulator.relay;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Relays an HTTP/2 connection of a client to its own connection to the server.
 * <p>
 * Two threads read, one from each side, and two write. Frames of the connection pass
 * unchanged. The responses of streams follow their plans.
 */
final class Http2Connection {

	private final ClientConnection client;

	private final Socket server;

	private final Socket rawServer;

	private final Exchanges exchanges;

	private final RelayThreads threads;

	private final Http2Writer toClient;

	private final Http2Writer toServer;

	private final Map<Integer, Http2Stream> streams = new ConcurrentHashMap<>();

	private int highestStream;

	/** Creates the relay. The raw socket can be closed while a writer is blocked. */
	Http2Connection(ClientConnection client, Socket server, Socket rawServer, Exchanges exchanges, RelayThreads threads)
			throws IOException {
		this.client = client;
		this.server = server;
		this.rawServer = rawServer;
		this.exchanges = exchanges;
		this.threads = threads;
		this.toClient = new Http2Writer(client.out(), client::closeInOrder, this::leave);
		this.toServer = new Http2Writer(server.getOutputStream(), this::leave, this::leave);
	}

	/** Relays until either side ends the connection. */
	void run() {
		this.threads.start("to-client", this.toClient::run);
		this.threads.start("to-server", this.toServer::run);
		this.threads.start("responses", this::relayResponses);
		try {
			relayRequests();
		}
		catch (IOException | RuntimeException ex) {
			// a broken connection ends like any other
		}
		finally {
			leave();
		}
	}

	private void relayRequests() throws IOException {
		Http2Input in = new Http2Input(this.client.in());
		this.toServer.write(in.readPreface());
		Http2Frame frame = in.readFrame();
		while (frame != null) {
			relayRequest(frame, in);
			frame = in.readFrame();
		}
	}

	private void relayRequest(Http2Frame frame, Http2Input in) throws IOException {
		switch (frame.type()) {
			case Http2Frame.SETTINGS ->
				this.toServer.write(frame.has(Http2Frame.ACK) ? frame : Http2Requests.withoutHeaderTable(frame));
			case Http2Frame.HEADERS -> {
				byte[] block = in.readBlock(frame);
				this.toServer.write(isNew(frame.stream()) ? begin(frame.stream(), block) : block);
			}
			case Http2Frame.RST_STREAM -> {
				end(frame.stream(), ExchangeEnd.CLIENT_RESET);
				this.toServer.write(frame);
			}
			default -> this.toServer.write(frame);
		}
	}

	private boolean isNew(int stream) {
		// a second header block on a stream contains the trailers of the request
		boolean higher = stream > this.highestStream;
		this.highestStream = Math.max(stream, this.highestStream);
		return higher;
	}

	private byte[] begin(int stream, byte[] block) {
		Exchange exchange = this.exchanges.begin("HTTP/2", this.client.number());
		this.streams.put(stream, new Http2Stream(stream, exchange, this.toClient, this.toServer, this.threads));
		exchange.onEnd((how) -> this.streams.remove(stream));
		return Http2Requests.tagged(block, stream, exchange.tag());
	}

	private void relayResponses() {
		try {
			Http2Input in = new Http2Input(this.server.getInputStream());
			Http2Frame frame = in.readFrame();
			while (frame != null) {
				relayResponse(frame, in);
				frame = in.readFrame();
			}
			this.toClient.close();
		}
		catch (IOException | RuntimeException ex) {
			// a broken connection ends like any other
			leave();
		}
	}

	private void relayResponse(Http2Frame frame, Http2Input in) throws IOException {
		Http2Stream stream = this.streams.get(frame.stream());
		boolean last = frame.has(Http2Frame.END_STREAM);
		switch (frame.type()) {
			case Http2Frame.HEADERS -> {
				byte[] block = in.readBlock(frame.without(Http2Frame.END_STREAM));
				if (stream != null) {
					stream.head(block, last);
				}
			}
			case Http2Frame.DATA -> relayData(stream, frame, last);
			case Http2Frame.RST_STREAM -> {
				if (stream != null) {
					this.toClient.write(frame);
					end(frame.stream(), ExchangeEnd.BROKEN);
				}
			}
			default -> {
				if (frame.stream() == 0 || stream != null) {
					this.toClient.write(frame);
				}
			}
		}
	}

	private void relayData(@Nullable Http2Stream stream, Http2Frame frame, boolean last) {
		if (stream != null) {
			stream.data(unpadded(frame), last);
		}
		else if (frame.payload().length > 0) {
			// the stream was cut or left, so the client gives no credit for it
			this.toServer.write(Http2Frame.windowUpdate(0, frame.payload().length));
		}
	}

	private static byte[] unpadded(Http2Frame data) {
		if (!data.has(Http2Frame.PADDED)) {
			return data.payload();
		}
		ByteBuffer payload = ByteBuffer.wrap(data.payload());
		int padding = payload.get() & 0xff;
		byte[] bytes = new byte[payload.remaining() - padding];
		payload.get(bytes);
		return bytes;
	}

	private void end(int id, ExchangeEnd how) {
		Http2Stream stream = this.streams.get(id);
		if (stream != null) {
			stream.exchange().finish(how);
		}
	}

	private void leave() {
		ExchangeEnd how = this.client.isClosedHere() ? ExchangeEnd.BROKEN : ExchangeEnd.CLIENT_CLOSED;
		this.streams.values().forEach((stream) -> stream.exchange().finish(how));
		this.client.close();
		Sockets.closeQuietly(this.rawServer);
		this.toClient.stop();
		this.toServer.stop();
	}

}
