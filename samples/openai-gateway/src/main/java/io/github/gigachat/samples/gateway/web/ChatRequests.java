package io.github.gigachat.samples.gateway.web;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;

import io.github.gigachat.samples.gateway.GatewayProperties;
import io.github.gigachat.samples.gateway.access.Caller;
import io.github.gigachat.samples.gateway.chat.ChatContext;
import io.github.gigachat.samples.gateway.chat.ChatPreparation;
import io.github.gigachat.samples.gateway.chat.ChatService;
import io.github.gigachat.samples.gateway.chat.PreparedChat;
import io.github.gigachat.samples.gateway.chat.TokenCounting;
import io.github.gigachat.samples.gateway.dialect.ChatDialect;
import io.github.gigachat.samples.gateway.dialect.ChatEvents;
import io.github.gigachat.samples.gateway.json.JsonBody;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Handles the chat requests of all dialects.
 */
@Component
public class ChatRequests {

	private final RequestBodies bodies;

	private final IgnoredFields ignoredFields;

	private final ChatPreparation preparation;

	private final ChatService chats;

	private final TokenCounting tokens;

	private final ShutdownDeadline deadline;

	private final StreamSilence silence;

	ChatRequests(RequestBodies bodies, IgnoredFields ignoredFields, ChatPreparation preparation, ChatService chats,
			TokenCounting tokens, ShutdownDeadline deadline, GatewayProperties properties) {
		this.bodies = bodies;
		this.ignoredFields = ignoredFields;
		this.preparation = preparation;
		this.chats = chats;
		this.tokens = tokens;
		this.deadline = deadline;
		this.silence = new StreamSilence(properties.firstEventTimeout(), properties.keepAlive());
	}

	/**
	 * Handles a request.
	 * @param dialect the dialect of its endpoint
	 * @param exchange the request and its response
	 * @return the end of the handling
	 */
	public Mono<Void> handle(ChatDialect dialect, ServerWebExchange exchange) {
		AnswerHeaders headers = new AnswerHeaders(exchange.getResponse().getHeaders());
		return this.bodies.handle(exchange, (body) -> {
			PreparedChat asked = prepared(dialect, body, exchange);
			return this.deadline.within(this.preparation.withPictures(asked)).flatMap((chat) -> {
				headers.sent();
				return chat.call().stream() ? stream(dialect, chat, headers, exchange)
						: whole(dialect, chat, headers, exchange.getResponse());
			});
		});
	}

	/**
	 * Handles a request for the number of tokens that a chat request has.
	 * @param dialect the dialect of the chat request
	 * @param exchange the request and its response
	 * @param answer writes the answer to a number of tokens
	 * @return the end of the handling
	 */
	public Mono<Void> countTokens(ChatDialect dialect, ServerWebExchange exchange, LongFunction<byte[]> answer) {
		AnswerHeaders headers = new AnswerHeaders(exchange.getResponse().getHeaders());
		return this.bodies.handle(exchange, (body) -> {
			PreparedChat asked = prepared(dialect, body, exchange);
			headers.sent();
			return this.deadline.within(this.tokens.count(asked)).flatMap((count) -> {
				headers.answered(count.requestId());
				return JsonAnswers.write(exchange.getResponse(), answer.apply(count.tokens()));
			});
		});
	}

	private PreparedChat prepared(ChatDialect dialect, byte[] body, ServerWebExchange exchange) {
		PreparedChat asked = this.preparation.prepare(dialect.read(JsonBody.parse(body)), context(dialect, exchange));
		this.ignoredFields.report(asked.ignored(), exchange.getResponse());
		return asked;
	}

	private static ChatContext context(ChatDialect dialect, ServerWebExchange exchange) {
		return new ChatContext(Caller.of(exchange), UpstreamHeaders.session(exchange.getRequest().getHeaders()),
				UpstreamHeaders.of(exchange), dialect.hasThoughts());
	}

	private Mono<Void> whole(ChatDialect dialect, PreparedChat chat, AnswerHeaders headers,
			ServerHttpResponse response) {
		return this.deadline.within(this.chats.answer(chat)).flatMap((answer) -> {
			headers.answered(chat, answer);
			return JsonAnswers.write(response, dialect.answer(chat.call(), answer));
		});
	}

	private Mono<Void> stream(ChatDialect dialect, PreparedChat chat, AnswerHeaders headers,
			ServerWebExchange exchange) {
		ServerHttpResponse response = exchange.getResponse();
		ChatEvents writer = dialect.events(chat.call());
		AtomicReference<@Nullable ChatResponse> first = new AtomicReference<>();
		// the first event commits the response, and so does a comment on another thread
		response.beforeCommit(() -> Mono.fromRunnable(() -> {
			if (first.get() != null) {
				headers.answered(chat, first.get());
			}
		}));
		Flux<byte[]> events = this.deadline.within(this.chats.stream(chat)).map((chunk) -> {
			first.compareAndSet(null, chunk);
			return writer.chunk(chunk);
		}).concatWith(Mono.fromSupplier(writer::end)).filter((bytes) -> bytes.length > 0);
		Flux<byte[]> whole = this.silence.filled(events, dialect.keepAlive())
			.onErrorResume((failure) -> response.isCommitted()
					? Mono.fromSupplier(() -> writer.error(Failures.error(failure, exchange))) : Mono.error(failure));
		response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
		response.getHeaders().setCacheControl(CacheControl.noCache());
		response.getHeaders().set("X-Accel-Buffering", "no");
		return response.writeAndFlushWith(whole.map((bytes) -> Mono.just(response.bufferFactory().wrap(bytes))));
	}

}
