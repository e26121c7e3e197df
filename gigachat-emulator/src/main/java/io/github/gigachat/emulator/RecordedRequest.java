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
 * A request as the emulator received it.
 *
 * @param endpoint the endpoint
 * @param method the HTTP method
 * @param path the path without query
 * @param query the query without question mark, empty if there is none
 * @param headers the headers; names are case-insensitive
 * @param body the body as text; multipart and octet-stream bodies have one character per
 * byte (ISO 8859-1)
 * @param protocol {@code HTTP/1.1} or {@code HTTP/2}
 * @param connection the number of the client's connection, counted from 1
 * @param receivedAt the time at which the request was complete, to the millisecond
 * @param requestId the {@code x-request-id} of the response, which the OAuth endpoint
 * does not send
 */
public record RecordedRequest(Endpoint endpoint, String method, String path, String query,
		Map<String, List<String>> headers, String body, String protocol, long connection, Instant receivedAt,
		String requestId) {

	/** Reads a request from WireMock's journal. */
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
	 * Returns the first value of a header.
	 * @param name the header's name, case-insensitive
	 * @return the value, or null if the request does not have the header
	 */
	public @Nullable String header(String name) {
		List<String> values = this.headers.get(name);
		return (values == null || values.isEmpty()) ? null : values.get(0);
	}

	/**
	 * Returns the body as a chat request.
	 * @return the request
	 * @throws IllegalStateException if the body is not a valid chat request
	 */
	public ChatRequest chat() {
		return ChatRequests.parse(this.path, this.body);
	}

	/**
	 * Returns this request with another body.
	 * @param other the body
	 * @return the new request
	 */
	public RecordedRequest withBody(String other) {
		return new RecordedRequest(this.endpoint, this.method, this.path, this.query, this.headers, other,
				this.protocol, this.connection, this.receivedAt, this.requestId);
	}

	/**
	 * Returns the method, path and protocol. Headers and body are left out, because they
	 * may contain secrets.
	 */
	@Override
	public String toString() {
		return this.method + " " + this.path + " " + this.protocol;
	}

	/**
	 * The endpoint of a request.
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
		/** Token counts. */
		TOKENS_COUNT,
		/** The balance of the token packages. */
		BALANCE,
		/** AI detection. */
		AI_CHECK,
		/** Validation and conversion of functions. */
		FUNCTIONS,
		/** Batches. */
		BATCHES,
		/** Anything else. */
		OTHER

	}

}
