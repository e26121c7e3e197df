package io.github.gigachat.spring.ai.internal.client;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Shows the bodies of requests and of their answers with their content, at TRACE, for who
 * has asked for that. Only JSON that goes to the base URL is shown: no file, and nothing
 * of the token endpoint. What a header carried is blotted out of a body that quotes it,
 * as a gateway's error page may.
 */
public final class BodyLog {

	private static final Log logger = LogFactory.getLog("io.github.gigachat.spring.ai.api");

	private final AtomicLong exchanges = new AtomicLong();

	/**
	 * Shows a request.
	 * @param request the request
	 * @param headers its headers, whose values are not to be shown
	 * @return what shows its answer, or {@code null} when nothing is to be shown
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
