package io.github.gigachat.spring.ai.internal.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;

/**
 * What the tests of the transport have in common: it closes what they opened.
 */
abstract class TransportTest {

	static final Duration LONG = Duration.ofSeconds(30);

	private final List<AutoCloseable> opened = new ArrayList<>();

	@AfterEach
	void closeAll() throws Exception {
		for (int i = this.opened.size() - 1; i >= 0; i--) {
			this.opened.get(i).close();
		}
	}

	RawServer serve(RawServer.Script... scripts) throws Exception {
		return closeLater(RawServer.start(scripts));
	}

	HttpTransport transport() {
		return closeLater(HttpTransport.builder().build());
	}

	HttpTransport transport(Duration readTimeout) {
		return closeLater(HttpTransport.builder().readTimeout(readTimeout).build());
	}

	<T extends AutoCloseable> T closeLater(T closeable) {
		this.opened.add(closeable);
		return closeable;
	}

	static TransportRequest post(URI uri) {
		return new TransportRequest("POST", uri, uri.getPath(), Map.of("Content-Type", "application/json"),
				HttpRequest.BodyPublishers.ofString("{}"));
	}

}
