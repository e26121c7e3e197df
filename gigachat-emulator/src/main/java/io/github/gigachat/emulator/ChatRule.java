package io.github.gigachat.emulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.gigachat.emulator.script.AnswerSequence;

/**
 * Adds the answers to the requests of a rule: one answer, or several in order through
 * {@link ChatStep#then()}.
 */
public final class ChatRule {

	private final AnswerSequence<ChatRequest> answers;

	ChatRule(AnswerSequence<ChatRequest> answers) {
		this.answers = answers;
	}

	/**
	 * Answers with a text. A stream delivers it in chunks of a few words, and a short
	 * text in one chunk, as the service does.
	 * @param text the text
	 * @return the step that changes this answer
	 */
	public ChatStep reply(String text) {
		return answer(ChatAnswer.text(text));
	}

	/**
	 * Answers with a text that a stream delivers in the given chunks. A call gets the
	 * joined text.
	 * @param chunks the chunks, in order
	 * @return the step that changes this answer
	 */
	public ChatStep replyInChunks(String... chunks) {
		return answer(ChatAnswer.chunks(List.of(chunks)));
	}

	/**
	 * Answers with a picture, a JPEG file bound to the {@code X-Client-ID} of the
	 * request. A request that does not allow pictures gets only the text.
	 * @param text the text beside the picture, may be empty
	 * @return the step that changes this answer
	 */
	public ChatStep draw(String text) {
		return answer(ChatAnswer.image(text));
	}

	/**
	 * Answers with a function call.
	 * @param name the function's name
	 * @param arguments the arguments
	 * @return the step that changes this answer
	 */
	public ChatStep callFunction(String name, Map<String, ?> arguments) {
		return answer(ChatAnswer.functionCall(name, arguments));
	}

	/**
	 * Answers with a function call.
	 * @param name the function's name
	 * @param arguments the arguments as JSON text, sent unchanged
	 * @return the step that changes this answer
	 */
	public ChatStep callFunction(String name, String arguments) {
		return answer(ChatAnswer.functionCall(name, arguments));
	}

	/**
	 * Answers with several function calls in one message, as v2 allows. Each call is a
	 * {@code function_call} part with its own id. A stream has all calls in its last
	 * event. A request of v1 gets only the first call.
	 * @param calls the calls, at least one
	 * @return the step that changes this answer
	 * @throws IllegalArgumentException if there is no call
	 */
	public ChatStep callFunctions(ChatMessage.FunctionCall... calls) {
		return answer(ChatAnswer.functionCalls(List.of(calls)));
	}

	/**
	 * Fails as the service does with this status. The bodies of 502, 503 and 504 are HTML
	 * pages of a gateway.
	 * @param status the HTTP status
	 * @return the step that changes this answer
	 */
	public ChatStep fail(int status) {
		return answer(ChatAnswer.failure(status));
	}

	/**
	 * Fails with another message.
	 * @param status the HTTP status
	 * @param message the message in the error body
	 * @return the step that changes this answer
	 */
	public ChatStep fail(int status, String message) {
		return answer(ChatAnswer.failure(status, message));
	}

	/**
	 * Fails with a {@code Retry-After} header.
	 * @param status the HTTP status
	 * @param retryAfter the value of the header, rounded up to whole seconds
	 * @return the step that changes this answer
	 */
	public ChatStep fail(int status, Duration retryAfter) {
		return answer(ChatAnswer.failure(status, retryAfter));
	}

	/**
	 * Answers with any body, for example malformed JSON, HTML, an empty body or the text
	 * of an event stream.
	 * @param status the HTTP status
	 * @param contentType the {@code Content-Type} header
	 * @param body the body, sent unchanged
	 * @return the step that changes this answer
	 */
	public ChatStep replyRaw(int status, String contentType, String body) {
		return answer(ChatAnswer.raw(status, contentType, body));
	}

	/**
	 * Answers as without a rule.
	 * @return the step that changes this answer
	 */
	public ChatStep replyByDefault() {
		return answer(ChatAnswer.byDefault());
	}

	/**
	 * Computes the answer from the request.
	 * @param answer creates the answer; if it throws, the client gets 500 with the
	 * exception in the message
	 * @return the step that changes this answer
	 */
	public ChatStep respondWith(Function<ChatRequest, ChatAnswer> answer) {
		this.answers.add((request) -> answer.apply(request).scripted());
		return new ChatStep(this, this.answers);
	}

	private ChatStep answer(ChatAnswer answer) {
		return respondWith((request) -> answer);
	}

}
