package io.github.gigachat.samples.gateway.textcompletions;

import io.github.gigachat.samples.gateway.web.ChatRequests;
import reactor.core.publisher.Mono;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/**
 * The endpoint of the completions API.
 */
@RestController
class TextCompletionsController {

	private final ChatRequests chats;

	private final TextCompletions dialect;

	TextCompletionsController(ChatRequests chats, TextCompletions dialect) {
		this.chats = chats;
		this.dialect = dialect;
	}

	@PostMapping(TextCompletions.PATH)
	Mono<Void> complete(ServerWebExchange exchange) {
		return this.chats.handle(this.dialect, exchange);
	}

}
