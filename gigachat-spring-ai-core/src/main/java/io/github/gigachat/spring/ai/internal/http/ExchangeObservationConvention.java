package io.github.gigachat.spring.ai.internal.http;

import java.util.Locale;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import org.jspecify.annotations.Nullable;

/**
 * Observation convention with the names and tags of Spring's own HTTP clients, so that
 * one dashboard shows all of them.
 */
final class ExchangeObservationConvention implements ObservationConvention<ExchangeObservationContext> {

	static final ExchangeObservationConvention INSTANCE = new ExchangeObservationConvention();

	private static final String NONE = "none";

	private ExchangeObservationConvention() {
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ExchangeObservationContext;
	}

	@Override
	public String getName() {
		return "http.client.requests";
	}

	@Override
	public String getContextualName(ExchangeObservationContext context) {
		return "http " + context.request().method().toLowerCase(Locale.ROOT);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(ExchangeObservationContext context) {
		ResponseHead head = context.getResponse();
		return KeyValues.of(KeyValue.of("client.name", context.request().uri().getHost()),
				KeyValue.of("exception", exception(context.getError())),
				KeyValue.of("method", context.request().method()), KeyValue.of("outcome", outcome(head)),
				KeyValue.of("status", (head != null) ? Integer.toString(head.status()) : "CLIENT_ERROR"),
				KeyValue.of("uri", context.request().uriTemplate()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ExchangeObservationContext context) {
		return KeyValues.of("http.url", context.request().target());
	}

	private static String exception(@Nullable Throwable error) {
		return (error != null) ? error.getClass().getSimpleName() : NONE;
	}

	private static String outcome(@Nullable ResponseHead head) {
		if (head == null) {
			return "UNKNOWN";
		}
		return switch (head.status() / 100) {
			case 1 -> "INFORMATIONAL";
			case 2 -> "SUCCESS";
			case 3 -> "REDIRECTION";
			case 4 -> "CLIENT_ERROR";
			case 5 -> "SERVER_ERROR";
			default -> "UNKNOWN";
		};
	}

}
