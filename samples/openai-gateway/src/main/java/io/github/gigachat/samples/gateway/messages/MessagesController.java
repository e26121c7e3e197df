package io.github.gigachat.samples.gateway.messages;

import io.github.gigachat.samples.gateway.web.ChatRequests;
import reactor.core.publisher.Mono;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/**
 * The endpoints of the Messages API.
 */
@RestController
class MessagesController {

	private final ChatRequests chats;

	private final Messages dialect;

	MessagesController(ChatRequests chats, Messages dialect) {
		this.chats = chats;
		this.dialect = dialect;
	}

	@PostMapping(Messages.PATH)
	Mono<Void> create(ServerWebExchange exchange) {
		return this.chats.handle(this.dialect, exchange);
	}

	@PostMapping(Messages.PATH + "/count_tokens")
	Mono<Void> countTokens(ServerWebExchange exchange) {
		return this.chats.countTokens(this.dialect, exchange, MessageWriter::count);
	}

}
