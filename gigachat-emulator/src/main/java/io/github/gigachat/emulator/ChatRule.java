package io.github.gigachat.emulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.gigachat.emulator.script.AnswerSequence;

/**
 * What to answer to the chat requests that a rule matches: one answer, or several in
 * order by way of {@link ChatStep#then()}.
 */
public final class ChatRule {

	private final AnswerSequence<ChatRequest> answers;

	ChatRule(AnswerSequence<ChatRequest> answers) {
		this.answers = answers;
	}

	/**
	 * Answers with a text. A stream delivers it in pieces of a few words, a short one in
	 * one piece, as the service does.
	 * @param text the text
	 * @return the answer's details
	 */
	public ChatStep reply(String text) {
		return answer(ChatAnswer.text(text));
	}

	/**
	 * Answers with a text that a stream delivers in exactly these pieces; a call gets
	 * them joined.
	 * @param chunks the pieces, in order
	 * @return the answer's details
	 */
	public ChatStep replyInChunks(String... chunks) {
		return answer(ChatAnswer.chunks(List.of(chunks)));
	}

	/**
	 * Answers with a picture, a JPEG file bound to the {@code X-Client-ID} of the
	 * request. A request that does not allow the built-in function gets the text alone.
	 * @param text the text beside the picture, which may be empty
	 * @return the answer's details
	 */
	public ChatStep draw(String text) {
		return answer(ChatAnswer.image(text));
	}

	/**
	 * Answers with the call of a function.
	 * @param name the function's name
	 * @param arguments its arguments
	 * @return the answer's details
	 */
	public ChatStep callFunction(String name, Map<String, ?> arguments) {
		return answer(ChatAnswer.functionCall(name, arguments));
	}

	/**
	 * Answers with the call of a function.
	 * @param name the function's name
	 * @param arguments its arguments as JSON text, sent as they are
	 * @return the answer's details
	 */
	public ChatStep callFunction(String name, String arguments) {
		return answer(ChatAnswer.functionCall(name, arguments));
	}

	/**
	 * Answers with the calls of several functions in one message, as v2 has them: each is
	 * a {@code function_call} part with an id of its own, and a stream has all of them in
	 * its last event. A request of v1, where a message has one call, gets the first
	 * alone.
	 * @param calls the calls, at least one
	 * @return the answer's details
	 * @throws IllegalArgumentException when there is none
	 */
	public ChatStep callFunctions(ChatMessage.FunctionCall... calls) {
		return answer(ChatAnswer.functionCalls(List.of(calls)));
	}

	/**
	 * Fails as the service does with this status; 502, 503 and 504 come with the HTML
	 * page of a gateway.
	 * @param status the HTTP status
	 * @return the answer's details
	 */
	public ChatStep fail(int status) {
		return answer(ChatAnswer.failure(status));
	}

	/**
	 * Fails with words of one's own.
	 * @param status the HTTP status
	 * @param message the message of the error's body
	 * @return the answer's details
	 */
	public ChatStep fail(int status, String message) {
		return answer(ChatAnswer.failure(status, message));
	}

	/**
	 * Fails and says when to come back.
	 * @param status the HTTP status
	 * @param retryAfter the {@code Retry-After} header, rounded up to whole seconds
	 * @return the answer's details
	 */
	public ChatStep fail(int status, Duration retryAfter) {
		return answer(ChatAnswer.failure(status, retryAfter));
	}

	/**
	 * Answers with a body as it is: malformed JSON, HTML, nothing, the text of an event
	 * stream.
	 * @param status the HTTP status
	 * @param contentType the {@code Content-Type} header
	 * @param body the body
	 * @return the answer's details
	 */
	public ChatStep replyRaw(int status, String contentType, String body) {
		return answer(ChatAnswer.raw(status, contentType, body));
	}

	/**
	 * Answers as if there were no rule.
	 * @return the answer's details
	 */
	public ChatStep replyByDefault() {
		return answer(ChatAnswer.byDefault());
	}

	/**
	 * Computes the answer from the request.
	 * @param answer gives the answer; when it throws, the client gets a 500 that says so
	 * @return the answer's details
	 */
	public ChatStep respondWith(Function<ChatRequest, ChatAnswer> answer) {
		this.answers.add(answer);
		return new ChatStep(this, this.answers);
	}

	private ChatStep answer(ChatAnswer answer) {
		return respondWith((request) -> answer);
	}

}
