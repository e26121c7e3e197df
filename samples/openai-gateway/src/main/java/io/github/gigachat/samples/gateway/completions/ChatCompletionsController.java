package io.github.gigachat.samples.gateway.completions;

import io.github.gigachat.samples.gateway.web.ChatRequests;
import reactor.core.publisher.Mono;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/**
 * The endpoint of the chat completions API.
 */
@RestController
class ChatCompletionsController {

	private final ChatRequests chats;

	private final ChatCompletions dialect;

	ChatCompletionsController(ChatRequests chats, ChatCompletions dialect) {
		this.chats = chats;
		this.dialect = dialect;
	}

	@PostMapping(ChatCompletions.PATH)
	Mono<Void> complete(ServerWebExchange exchange) {
		return this.chats.handle(this.dialect, exchange);
	}

}
