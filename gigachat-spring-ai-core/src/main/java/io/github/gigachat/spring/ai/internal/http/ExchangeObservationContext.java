package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpRequest;

import io.micrometer.observation.transport.RequestReplySenderContext;

/**
 * The observation context of an exchange. Its carrier is the request builder, so that
 * tracing can add its headers to the request.
 */
final class ExchangeObservationContext extends RequestReplySenderContext<HttpRequest.Builder, ResponseHead> {

	private final TransportRequest request;

	ExchangeObservationContext(TransportRequest request, HttpRequest.Builder carrier) {
		super((builder, name, value) -> {
			if (builder != null) {
				builder.setHeader(name, value);
			}
		});
		this.request = request;
		setCarrier(carrier);
	}

	TransportRequest request() {
		return this.request;
	}

}
