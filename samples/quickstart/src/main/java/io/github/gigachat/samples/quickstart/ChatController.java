package io.github.gigachat.samples.quickstart;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Controller for the chat over HTTP. The parameter {@code conversation} is the id of the
 * conversation.
 */
@RestController
@RequestMapping("/chat")
class ChatController {

	private static final String CONVERSATION = "http";

	private static final String PLAIN_TEXT = "text/plain;charset=UTF-8";

	private final Conversations conversations;

	ChatController(Conversations conversations) {
		this.conversations = conversations;
	}

	/**
	 * Answers a message in plain text.
	 * @param message the user's message
	 * @param conversation the conversation's id
	 * @return the answer
	 */
	@PostMapping(consumes = MediaType.TEXT_PLAIN_VALUE, produces = PLAIN_TEXT)
	String answer(@RequestBody(required = false) @Nullable String message,
			@RequestParam(defaultValue = CONVERSATION) String conversation) {
		return this.conversations.answer(conversation, required(message));
	}

	/**
	 * Answers a question in JSON.
	 * @param question the user's message
	 * @param conversation the conversation's id
	 * @return the answer
	 */
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
	Answer answer(@RequestBody Question question, @RequestParam(defaultValue = CONVERSATION) String conversation) {
		return new Answer(this.conversations.answer(conversation, required(question.message())));
	}

	/**
	 * Streams the answer as server-sent events. The event {@code done} ends it, so that a
	 * browser does not connect again; the event {@code failure} has the message of a
	 * failure.
	 * @param message the user's message
	 * @param conversation the conversation's id
	 * @return the events
	 */
	@GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<String>> stream(@RequestParam(required = false) @Nullable String message,
			@RequestParam(defaultValue = CONVERSATION) String conversation) {
		return this.conversations.stream(conversation, required(message))
			.map((piece) -> ServerSentEvent.builder(data(piece)).build())
			.concatWith(Flux.just(ServerSentEvent.builder("").event("done").build()))
			.onErrorResume(
					(ex) -> Flux.just(ServerSentEvent.builder(data(Failures.line(ex))).event("failure").build()));
	}

	private static String required(@Nullable String message) {
		if (message == null || message.isBlank()) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
					"There is no message: POST it as text or as {\"message\": \"…\"}, or GET with ?message=…");
		}
		return message;
	}

	/** A client of server-sent events removes the space after the colon of each line. */
	private static String data(String text) {
		return " " + text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\n ");
	}

	/**
	 * Message in JSON.
	 *
	 * @param message the user's message
	 */
	record Question(@Nullable String message) {
	}

	/**
	 * Answer in JSON.
	 *
	 * @param answer the answer
	 */
	record Answer(String answer) {
	}

}
