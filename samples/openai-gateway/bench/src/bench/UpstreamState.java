package bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The upstream's counts of chats.
 */
final class UpstreamState {

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final HttpRequest request;

	UpstreamState(int port) {
		this.request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + Upstream.STATE))
			.timeout(Duration.ofSeconds(30))
			.build();
	}

	/** Returns the number of chats that are open. */
	int open() throws IOException, InterruptedException {
		return count("open");
	}

	/** Returns the greatest number of open chats since the last look at the counts. */
	int most() throws IOException, InterruptedException {
		return count("most");
	}

	/** Returns the number of chats that the end of their connection has ended. */
	int left() throws IOException, InterruptedException {
		return count("left");
	}

	private int count(String name) throws IOException, InterruptedException {
		String state = this.client.send(this.request, BodyHandlers.ofString()).body();
		return Integer.parseInt(state.replaceAll(".*\"" + name + "\":(\\d+).*", "$1"));
	}

	/** Waits for the end of all chats, and returns how many are open all the same. */
	int openAfter(int seconds) throws IOException, InterruptedException {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
		int open = open();
		while (open > 0 && System.nanoTime() - end < 0) {
			Thread.sleep(50);
			open = open();
		}
		return open;
	}

}
