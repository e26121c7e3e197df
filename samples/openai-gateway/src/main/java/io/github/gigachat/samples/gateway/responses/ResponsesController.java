package io.github.gigachat.samples.gateway.responses;

import io.github.gigachat.samples.gateway.web.ChatRequests;
import reactor.core.publisher.Mono;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/**
 * The endpoint of the Responses API.
 */
@RestController
class ResponsesController {

	private final ChatRequests chats;

	private final Responses dialect;

	ResponsesController(ChatRequests chats, Responses dialect) {
		this.chats = chats;
		this.dialect = dialect;
	}

	@PostMapping(Responses.PATH)
	Mono<Void> respond(ServerWebExchange exchange) {
		return this.chats.handle(this.dialect, exchange);
	}

}
