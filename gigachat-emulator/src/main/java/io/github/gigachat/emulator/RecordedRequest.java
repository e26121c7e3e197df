package io.github.gigachat.emulator;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gigachat.emulator.endpoints.EmulatorService;
import io.github.gigachat.emulator.relay.Exchanges;
import io.github.gigachat.emulator.relay.Relay;
import org.jspecify.annotations.Nullable;

/**
 * One request as the emulator received it.
 *
 * @param endpoint what was asked
 * @param method the HTTP method
 * @param path the path without query
 * @param query the query without question mark, empty when there is none
 * @param headers the headers; names are compared without regard to case
 * @param body the body as text; of an upload, and of a batch, a character for each byte
 * (ISO 8859-1)
 * @param protocol {@code HTTP/1.1} or {@code HTTP/2}
 * @param connection the number of the client's connection, counted from 1
 * @param receivedAt when the whole request was there
 * @param requestId the {@code x-request-id} that the answer carries; the OAuth host sends
 * none
 */
public record RecordedRequest(Endpoint endpoint, String method, String path, String query,
		Map<String, List<String>> headers, String body, String protocol, long connection, Instant receivedAt,
		String requestId) {

	/**
	 * Reads a request from WireMock's journal.
	 */
	static RecordedRequest of(ServeEvent event) {
		LoggedRequest request = event.getRequest();
		String query = request.getUrl().substring(path(request).length());
		Map<String, List<String>> headers = headers(request);
		return new RecordedRequest(endpoint(event), request.getMethod().getName(), path(request),
				query.isEmpty() ? "" : query.substring(1), headers, new String(request.getBody(), charset(headers)),
				request.getProtocol().startsWith("HTTP/2") ? "HTTP/2" : request.getProtocol(),
				Exchanges.connection(request.getHeader(Relay.EXCHANGE_HEADER)), request.getLoggedDate().toInstant(),
				event.getId().toString());
	}

	static Endpoint endpoint(ServeEvent event) {
		return EmulatorService.endpoint(path(event.getRequest()));
	}

	private static String path(LoggedRequest request) {
		return request.getUrl().replaceFirst("\\?.*", "");
	}

	private static Map<String, List<String>> headers(LoggedRequest request) {
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (HttpHeader header : request.getHeaders().all()) {
			if (!header.keyEquals(Relay.EXCHANGE_HEADER)) {
				headers.put(header.key(), List.copyOf(header.values()));
			}
		}
		return Collections.unmodifiableMap(headers);
	}

	/** In ISO 8859-1 each byte becomes one character, so binary content is not lost. */
	private static Charset charset(Map<String, List<String>> headers) {
		String type = headers.getOrDefault("Content-Type", List.of("")).get(0).toLowerCase(Locale.ROOT);
		boolean bytes = type.startsWith("multipart/") || type.startsWith("application/octet-stream");
		return bytes ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
	}

	/**
	 * The first value of a header.
	 * @param name the header's name, in any case of letters
	 * @return the value, or null when the request did not have the header
	 */
	public @Nullable String header(String name) {
		List<String> values = this.headers.get(name);
		return (values == null || values.isEmpty()) ? null : values.get(0);
	}

	/**
	 * The body as a chat request of the version that was asked.
	 * @return the request
	 * @throws IllegalStateException when it is not a valid one
	 */
	public ChatRequest chat() {
		return ChatRequests.parse(this.path, this.body);
	}

	public RecordedRequest withBody(String other) {
		return new RecordedRequest(this.endpoint, this.method, this.path, this.query, this.headers, other,
				this.protocol, this.connection, this.receivedAt, this.requestId);
	}

	/**
	 * Says which request this is, without headers and body, which may hold secrets.
	 */
	@Override
	public String toString() {
		return this.method + " " + this.path + " " + this.protocol;
	}

	/**
	 * What a request was for.
	 */
	public enum Endpoint {

		/** Chat completions. */
		CHAT,
		/** The OAuth endpoint or the password grant. */
		TOKEN,
		/** The list of models, or one of them. */
		MODELS,
		/** Embeddings. */
		EMBEDDINGS,
		/** Files. */
		FILES,
		/** The count of a text's tokens. */
		TOKENS_COUNT,
		/** What is left of the packages of tokens. */
		BALANCE,
		/** Who wrote a text. */
		AI_CHECK,
		/** The validation and the conversion of functions. */
		FUNCTIONS,
		/** Batches. */
		BATCHES,
		/** Anything else. */
		OTHER

	}

}
