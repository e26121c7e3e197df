package io.github.gigachat.samples.gateway.web;

import java.util.List;

import io.github.gigachat.samples.gateway.GatewayProperties;
import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ApiException;

import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;

/**
 * Reports the fields of requests that have no effect: by a header, or by refusing the
 * request.
 */
@Component
public class IgnoredFields {

	private final boolean strict;

	IgnoredFields(GatewayProperties properties) {
		this.strict = properties.strictParameters();
	}

	/**
	 * Reports fields.
	 * @param fields the fields of a request that have no effect
	 * @param response its response
	 * @throws ApiException if the gateway is strict and there are such fields
	 */
	public void report(List<String> fields, ServerHttpResponse response) {
		if (fields.isEmpty()) {
			return;
		}
		if (this.strict) {
			throw new ApiException(ApiError
				.invalid(AnswerHeaders.named(fields.subList(0, 1)),
						"These fields have no effect here: " + AnswerHeaders.named(fields) + ". Leave them out")
				.withCode("unsupported_parameter"));
		}
		response.getHeaders().set("x-gateway-ignored", AnswerHeaders.named(fields));
	}

}
