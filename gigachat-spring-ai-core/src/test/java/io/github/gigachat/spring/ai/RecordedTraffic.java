package io.github.gigachat.spring.ai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recordings of the real service, from the folder that the system property
 * {@code gigachat.recordings} names; a relative path counts from the repository's root.
 */
public final class RecordedTraffic {

	public static final JsonMapper JSON = JsonMapper.builder().build();

	private RecordedTraffic() {
	}

	static Path folder() {
		String property = System.getProperty("gigachat.recordings", "");
		Assumptions.assumeFalse(property.isBlank(),
				"No recordings to replay: set -Dgigachat.recordings to their folder");
		Path folder = Path.of(System.getProperty("gigachat.root", ".")).resolve(property).normalize();
		if (!Files.isDirectory(folder)) {
			throw new IllegalStateException("gigachat.recordings names no folder: " + folder);
		}
		return folder;
	}

	public static List<Recording> recordings() {
		return recordings(folder());
	}

	/**
	 * Reads the recordings of a folder, in the order of their names.
	 * @param folder the folder; its files ending in {@code .json} are read
	 * @return the recordings
	 */
	public static List<Recording> recordings(Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.toString().endsWith(".json"))
				.sorted()
				.map(RecordedTraffic::read)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Recording read(Path file) {
		Exchange[] exchanges = JSON.readValue(file, Exchange[].class);
		return new Recording(file.getFileName().toString(), List.of(exchanges));
	}

	/**
	 * The exchanges of one file, in order.
	 */
	public record Recording(String name, List<Exchange> exchanges) {

		/** The exchanges with the API: all but those with a token endpoint. */
		public List<Exchange> ofTheApi() {
			return this.exchanges.stream().filter((exchange) -> !exchange.isTokens()).toList();
		}

		/**
		 * The exchanges of a client that keeps its token: the recorded one asked for one
		 * before each request.
		 */
		List<Exchange> ofOneClient() {
			List<Exchange> kept = new ArrayList<>();
			this.exchanges.stream().filter(Exchange::isTokens).limit(1).forEach(kept::add);
			kept.addAll(ofTheApi());
			return kept;
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	public record Exchange(@JsonProperty("request") Request request, @JsonProperty("response") Response response) {

		public String path() {
			return URI.create(this.request.uri()).getPath();
		}

		boolean isTokens() {
			return path().endsWith("/oauth") || path().endsWith("/token");
		}

		public JsonNode question() {
			return JSON.readTree(this.request.body());
		}

		public JsonNode answer() {
			return JSON.readTree(this.response.body());
		}

	}

	public record Request(@JsonProperty("method") String method, @JsonProperty("uri") String uri,
			@JsonProperty("headers") Map<String, String> headers, @JsonProperty("body") @Nullable String body) {
	}

	public record Response(@JsonProperty("status") int status, @JsonProperty("headers") Map<String, String> headers,
			@JsonProperty("body") String body) {
	}

}
