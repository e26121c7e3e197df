package io.github.gigachat.spring.ai.internal.client;

import java.nio.charset.StandardCharsets;

/**
 * A JSON document as the body of a request. Unlike other bytes it may be shown, where
 * bodies are logged, and so may the answer to it.
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
