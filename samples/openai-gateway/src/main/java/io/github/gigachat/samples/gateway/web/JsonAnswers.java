package io.github.gigachat.samples.gateway.web;

import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * Writes whole answers in JSON.
 */
public final class JsonAnswers {

	private JsonAnswers() {
	}

	/**
	 * Writes an answer.
	 * @param response the response
	 * @param json the JSON
	 * @return the end of the writing
	 */
	public static Mono<Void> write(ServerHttpResponse response, byte[] json) {
		response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
		response.getHeaders().setContentLength(json.length);
		return response.writeWith(Mono.just(response.bufferFactory().wrap(json)));
	}

}
