package io.github.gigachat.emulator.relay;

import java.io.Closeable;
import java.io.IOException;

/**
 * Utilities for sockets.
 */
final class Sockets {

	private Sockets() {
	}

	static void closeQuietly(Closeable closeable) {
		try {
			closeable.close();
		}
		catch (IOException ex) {
			// the socket is closed anyway
			return;
		}
	}

}
