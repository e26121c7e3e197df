package io.github.gigachat.spring.ai.internal.media;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import io.github.gigachat.spring.ai.internal.http.HttpClients;
import io.github.gigachat.spring.ai.internal.http.HttpTransport;
import io.github.gigachat.spring.ai.internal.http.TransportException;
import io.github.gigachat.spring.ai.internal.http.TransportRequest;
import io.github.gigachat.spring.ai.internal.http.TransportResponse;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the content of a medium's URL, up to the maximum size of the service. Redirects
 * are followed here and not by the HTTP client, since each URL must pass the
 * application's filter and the check of its addresses. A request carries neither the
 * provider's credentials nor headers of the application.
 */
public final class UrlFetcher implements AutoCloseable {

	/** The name of the logger of media, which does not depend on this package. */
	private static final String LOGGER_NAME = "io.github.gigachat.spring.ai.media";

	private static final Map<String, String> HEADERS = Map.of("User-Agent", "gigachat-spring-ai", "Accept", "*/*");

	/**
	 * A placeholder for the path in logs and messages: a path may be secret, as in file
	 * URLs of messenger bots.
	 */
	private static final String UNTOLD_PATH = "/{url}";

	private static final int TOO_MANY_REQUESTS = 429;

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

	private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

	private final Predicate<URI> allowed;

	private final int maxRedirects;

	private final AddressRules addresses;

	private final @Nullable HttpClient given;

	private final Duration readTimeout;

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<MediaKind, HttpTransport> transports = new EnumMap<>(MediaKind.class);

	private @Nullable HttpClient client;

	private boolean closed;

	/**
	 * Creates the fetcher. An HTTP client is created only when the first URL is fetched.
	 * @param given the application's client, or {@code null} to create one
	 */
	public UrlFetcher(@Nullable HttpClient given, Predicate<URI> allowed, int maxRedirects, AddressRules addresses,
			Duration readTimeout) {
		this.given = given;
		this.readTimeout = readTimeout;
		this.allowed = allowed;
		this.maxRedirects = maxRedirects;
		this.addresses = addresses;
	}

	/** Fetches the content. */
	byte[] fetch(URI uri, PromptFile medium, CallScope scope) {
		URI hop = uri;
		for (int redirects = 0;; redirects++) {
			requireAllowed(hop, medium);
			this.addresses.check(hop, medium.where(), scope);
			TransportResponse response = response(hop, medium, scope);
			int status = response.head().status();
			if (!REDIRECTS.contains(status)) {
				return content(response, medium);
			}
			if (redirects >= this.maxRedirects) {
				throw medium.where()
					.invalid("has a URL that redirects (HTTP " + status + ") more often than allowed",
							"The number of redirects is limited to " + this.maxRedirects
									+ ": give the URL of the file itself, or raise spring.ai.gigachat.media.max-redirects");
			}
			hop = UrlText.redirect(hop, response.head().header("location"), medium.where());
		}
	}

	/** Refuses a URL that the application does not allow. */
	void requireAllowed(URI uri, PromptFile medium) {
		if (!this.allowed.test(uri)) {
			throw medium.where()
				.invalid("has a URL that this application does not allow, or redirects to one",
						"The application sets the allowed URLs by MediaUploads.Builder.allowUrls");
		}
	}

	private static byte[] content(TransportResponse response, PromptFile medium) {
		int status = response.head().status();
		if (status == TOO_MANY_REQUESTS || status >= 500) {
			throw medium.where()
				.transientFailure(FailureKind.SERVER, "has a URL that is answered with HTTP " + status,
						"Its server may answer later", null);
		}
		if (!response.head().isSuccessful()) {
			throw medium.where().invalid("has a URL that is answered with HTTP " + status, "Correct the URL");
		}
		String encoding = response.head().header("content-encoding");
		if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
			throw medium.where()
				.invalid("has a URL that is answered with compressed content, which was not requested",
						"Give a URL that is answered without Content-Encoding, or give the bytes of the file");
		}
		return response.body();
	}

	private TransportResponse response(URI uri, PromptFile medium, CallScope scope) {
		try {
			return transport(medium.fileType().kind())
				.exchange(new TransportRequest("GET", uri, UNTOLD_PATH, HEADERS, null), scope);
		}
		catch (TransportException ex) {
			throw failure(ex, medium);
		}
	}

	private HttpTransport transport(MediaKind kind) {
		this.lock.lock();
		try {
			if (this.closed) {
				throw GigaChatNonTransientException.of(FailureKind.CANCELLED, "Closed: no more URLs are fetched", null,
						null);
			}
			return this.transports.computeIfAbsent(kind, this::newTransport);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** To be called under the lock. */
	private HttpTransport newTransport(MediaKind kind) {
		HttpClient shared = this.given;
		if (shared == null) {
			HttpClient own = this.client;
			shared = (own != null) ? own : HttpClients.create(CONNECT_TIMEOUT, null);
			this.client = shared;
		}
		return HttpTransport.builder()
			.httpClient(shared)
			.closeClient(this.given == null)
			.readTimeout(this.readTimeout)
			.maxResponseSize(kind.limit())
			.clientName("gigachat-media")
			.loggerName(LOGGER_NAME)
			.build();
	}

	private static RuntimeException failure(TransportException failure, PromptFile medium) {
		MediumPlace where = medium.where();
		String what = "has a URL that cannot be fetched: " + failure.getMessage();
		return switch (failure.kind()) {
			case TOO_LARGE -> PromptFile.tooLarge(where, medium.fileType());
			case INTERRUPTED, CLOSED ->
				GigaChatNonTransientException.of(FailureKind.CANCELLED, where + " " + what, null, failure);
			case SILENCE, DEADLINE -> where.transientFailure(FailureKind.TIMEOUT, what, null, failure);
			case CONNECT, UNKNOWN_HOST, RESET, CUT, BUSY ->
				where.transientFailure(FailureKind.CONNECTION, what, null, failure);
			case TLS, OVERFLOW, PROTOCOL ->
				where.failure(FailureKind.INVALID_REQUEST, what, "Correct the URL", failure);
		};
	}

	@Override
	public void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.transports.values().forEach(HttpTransport::close);
		}
		finally {
			this.lock.unlock();
		}
	}

}
