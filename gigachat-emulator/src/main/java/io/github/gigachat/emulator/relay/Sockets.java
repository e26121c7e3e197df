package io.github.gigachat.emulator.relay;

import java.io.Closeable;
import java.io.IOException;

/**
 * What sockets need done in several places.
 */
final class Sockets {

	private Sockets() {
	}

	static void closeQuietly(Closeable closeable) {
		try {
			closeable.close();
		}
		catch (IOException ex) {
			// closed is what it should be, and nobody could do more
			return;
		}
	}

}
