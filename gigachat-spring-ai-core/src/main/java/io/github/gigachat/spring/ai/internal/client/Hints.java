package io.github.gigachat.spring.ai.internal.client;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Hints of failures: what to check or to change. They name properties of the starter. */
final class Hints {

	static final String TLS = "GigaChat's hosts chain to the Russian Trusted Root CA, which this provider trusts unless"
			+ " spring.ai.gigachat.ssl.russian-root-ca=false; trust another authority with"
			+ " spring.ai.gigachat.ssl.ca-certificate or spring.ai.gigachat.ssl.bundle";

	static final String SILENCE = "spring.ai.gigachat.read-timeout limits the time without data; the request is not"
			+ " repeated, because it may be billed, unless spring.ai.gigachat.retry.after-timeout=true";

	static final String CALL_TIMEOUT = "spring.ai.gigachat.call-timeout or GigaChatApi.within limits the time of a call with all its retries";

	static final String CONNECTION = "Check spring.ai.gigachat.base-url and auth-url, the network and the proxy"
			+ " (-Dhttps.proxyHost; the HTTPS_PROXY variable is not read by the JVM)";

	static final String TOKEN_ATTEMPT = "An attempt may take half of spring.ai.gigachat.token.wait-timeout, at most"
			+ " read-timeout; check spring.ai.gigachat.auth-url and the network";

	static final String TOKEN_WAIT = "spring.ai.gigachat.token.wait-timeout limits the wait for a token";

	static final String ACQUIRE_TIMEOUT = "spring.ai.gigachat.acquire-timeout limits the wait caused by"
			+ " spring.ai.gigachat.max-concurrent-requests; the request was not sent";

	static final String QUEUE_FULL = "spring.ai.gigachat.max-queued-requests limits the requests that wait because of"
			+ " spring.ai.gigachat.max-concurrent-requests; the request was not sent";

	static final String BUSY_SERVER = "spring.ai.gigachat.acquire-timeout limits the wait for a free stream of the HTTP/2"
			+ " connection; spring.ai.gigachat.max-concurrent-requests keeps the number of streams below the server's";

	static final String RESPONSE_SIZE = "spring.ai.gigachat.max-response-size limits the size of a response";

	static final String REDIRECT = "Redirects are never followed, because they would send the key to another host;"
			+ " set spring.ai.gigachat.base-url or auth-url to the target address";

	static final String ENCODING = "A proxy or gateway compresses responses although the request does not ask for it;"
			+ " configure it to leave the body unchanged";

	static final String PROXY = "For a proxy that requires Basic credentials, set"
			+ " spring.ai.gigachat.headers.Proxy-Authorization and start Java with -Djdk.http.auth.tunneling.disabledSchemes=";

	static final String BASE_URL = "Check spring.ai.gigachat.base-url, which includes the version, as in "
			+ ServiceUrls.DEFAULT_BASE_URL;

	static final String AUTH_URL = "Check spring.ai.gigachat.auth-url";

	/**
	 * The hint for the password grant, whose default URL is derived from the base URL.
	 */
	static final String PASSWORD_URL = AUTH_URL
			+ ", which by default is spring.ai.gigachat.base-url followed by /token";

	private static final String FILES = "The file may have been deleted, or belong to another X-Client-ID;"
			+ " GigaChatApi.files().list() lists the existing files";

	private static final String MODELS = "GigaChatApi.models() lists the available models";

	private Hints() {
	}

	/** Joins two hints, each of which may be missing. */
	static @Nullable String both(@Nullable String one, @Nullable String other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return one + ". " + other;
	}

	/**
	 * Returns the hint for an error response of the service itself.
	 * @param message the message of the service, or {@code null} if there is none or it
	 * is unknown
	 * @param path the path of the endpoint
	 */
	static @Nullable String ofService(int status, @Nullable String message, String path) {
		String words = (message != null) ? message.toLowerCase(Locale.ROOT) : "";
		return switch (status) {
			case 401 ->
				"Check the credentials and the base URL. A token that was fetched with a key was already replaced once;"
						+ " a ready token cannot be replaced";
			case 402 -> "The package of tokens is used up; buy another in the developer console";
			case 403 -> ofForbidden(words);
			case 404 -> ofUnknown(words, path);
			case 413 -> "Send less text or smaller files";
			case 429 -> "Individuals may send one request at a time, businesses ten";
			default -> null;
		};
	}

	private static String ofForbidden(String words) {
		if (words.startsWith("access to file")) {
			return "The file belongs to other credentials or to another X-Client-ID: use those of the upload,"
					+ " or upload the file again";
		}
		if (words.equals(ServiceError.WITHOUT_USER_AGENT.toLowerCase(Locale.ROOT))) {
			return "The service sends this message if the request has no User-Agent header; neither"
					+ " spring.ai.gigachat.headers nor a proxy may remove that header";
		}
		return (words.isEmpty() || words.contains("permission")) ? "The tariff or the scope does not include this"
				: "If the message of the service does not give the reason, the tariff or the scope may not include this";
	}

	private static @Nullable String ofUnknown(String words, String path) {
		if (path.startsWith("/files")) {
			return FILES;
		}
		if (path.startsWith("/batches")) {
			return "GigaChatApi.batches().list() lists the existing batches";
		}
		if (words.contains("file")) {
			return FILES;
		}
		if (words.startsWith("unknown tool")) {
			return null;
		}
		return (words.isEmpty() || words.contains("model")) ? MODELS
				: BASE_URL + ", unless the message of the service names something else that it cannot find";
	}

	/**
	 * Returns the hint for an error response that is not from the service, but from a
	 * gateway, a proxy or another server at the address.
	 */
	static String ofForeign(int status) {
		if (status >= 500) {
			return "A gateway or proxy answered in place of GigaChat; if this continues, check"
					+ " spring.ai.gigachat.base-url";
		}
		return switch (status) {
			case 401 -> BASE_URL + ", and the credentials";
			case 413 -> "Send less text or smaller files; the limit is set by a gateway behind"
					+ " spring.ai.gigachat.base-url";
			case 429 -> "The limit is set by a gateway behind spring.ai.gigachat.base-url";
			default -> BASE_URL + ", and the gateways and proxies before the service";
		};
	}

	/**
	 * Returns the hint for an error response of the token endpoint itself.
	 * @param addressHint the hint that names the property of the endpoint's address
	 */
	static @Nullable String ofTokenEndpoint(int status, @Nullable Integer code, String addressHint) {
		return switch ((code != null) ? code : 0) {
			case 1, 5 -> "spring.ai.gigachat.scope has to be GIGACHAT_API_PERS, GIGACHAT_API_B2B or GIGACHAT_API_CORP";
			case 4 -> "spring.ai.gigachat.api-key has to be the authorization key as the developer console shows it";
			case 6 -> "The authorization key is wrong or was revoked; create a new one in the developer console";
			case 7 -> "The key belongs to a contract of another kind; set spring.ai.gigachat.scope to its scope";
			default -> switch (status) {
				case 401, 403 -> "Check the credentials (spring.ai.gigachat.*)";
				case 404 -> addressHint;
				default -> null;
			};
		};
	}

}
