package io.github.gigachat.spring.ai.internal.client;

import java.nio.charset.StandardCharsets;

/**
 * A JSON document as the body of a request. Unlike other bodies, it is logged if body
 * logging is on, and so is the response to it.
 */
public final class JsonBody extends PlainBody {

	private final byte[] json;

	public JsonBody(byte[] json) {
		super(ServiceRequest.JSON, json);
		this.json = json;
	}

	String text() {
		return new String(this.json, StandardCharsets.UTF_8);
	}

}
