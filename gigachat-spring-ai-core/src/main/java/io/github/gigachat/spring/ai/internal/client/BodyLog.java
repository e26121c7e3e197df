package io.github.gigachat.spring.ai.internal.client;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Logs the bodies of requests and responses, with their content, at level TRACE. Only
 * JSON requests to the API and their responses are logged: no files, and nothing of the
 * token endpoint. Values of request headers are masked in the bodies, because the error
 * page of a gateway may quote them.
 */
public final class BodyLog {

	/** The documented name of the logger of requests to the service. */
	public static final String LOGGER_NAME = "io.github.gigachat.spring.ai.api";

	private static final Log logger = LogFactory.getLog(LOGGER_NAME);

	private final AtomicLong exchanges = new AtomicLong();

	/**
	 * Logs a request.
	 * @param request the request
	 * @param headers the headers of the request, whose values are masked
	 * @return the log of the exchange, or {@code null} if the exchange is not logged
	 */
	@Nullable LoggedExchange begin(ServiceRequest request, Map<String, String> headers) {
		if (!logger.isTraceEnabled() || !(request.body() instanceof JsonBody body)) {
			return null;
		}
		String name = "#" + this.exchanges.incrementAndGet() + " " + request.method() + " " + request.path();
		LoggedExchange exchange = new LoggedExchange(logger, name, SentSecrets.of(headers));
		exchange.request(body.text());
		return exchange;
	}

}
