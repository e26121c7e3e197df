package io.github.gigachat.benchmarks.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A stub of the service in a process of its own, which ends when it is closed.
 */
public final class LocalStub implements AutoCloseable {

	private final WorkerProcess process;

	private final int port;

	private LocalStub(WorkerProcess process, int port) {
		this.process = process;
		this.port = port;
	}

	/**
	 * Starts a stub.
	 * @return the stub
	 */
	public static LocalStub start() {
		try {
			WorkerProcess process = WorkerProcess.start(List.of("-cp", Peer.barePath(), StubServer.class.getName()));
			return new LocalStub(process, Integer.parseInt(process.line()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the root of its URLs.
	 * @return scheme, host and port
	 */
	public String url() {
		return "http://127.0.0.1:" + this.port;
	}

	int port() {
		return this.port;
	}

	@Override
	public void close() {
		this.process.close();
	}

}
