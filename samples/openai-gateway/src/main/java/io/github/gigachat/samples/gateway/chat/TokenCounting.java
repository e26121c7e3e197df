package io.github.gigachat.samples.gateway.chat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

import io.github.gigachat.samples.gateway.dialect.RemotePicture;
import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.TokenCount;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.media.GigaChatMedia;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.content.Media;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.util.MimeTypeUtils;

/**
 * Counts the tokens of chat requests, as the service counts those of their texts and
 * functions. Pictures and files are not counted.
 */
@Component
public class TokenCounting implements DisposableBean {

	/** The service documents no limit. */
	private static final int TEXTS_OF_A_REQUEST = 50;

	/** Maximum time of a count. */
	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final int THREADS = 16;

	private static final int QUEUE_OF_A_THREAD = 8;

	/** Stands for a picture that is not fetched, and is not sent either. */
	private static final Media PICTURE = GigaChatMedia.uploaded(MimeTypeUtils.IMAGE_PNG, new UUID(0, 0).toString());

	private final BlockingCalls calls = new BlockingCalls("token-counts", THREADS, QUEUE_OF_A_THREAD,
			"counts of tokens");

	private final Duration timeout;

	@Autowired
	TokenCounting() {
		this(TIMEOUT);
	}

	TokenCounting(Duration timeout) {
		this.timeout = timeout;
	}

	/**
	 * Counts the tokens of a request.
	 * @param chat the request, whose pictures need not be fetched
	 * @return the number of tokens, or an {@link ApiException}: with status 503 if too
	 * many requests wait, with 504 if the count takes too long, including the time that
	 * it waits for a thread
	 */
	public Mono<Count> count(PreparedChat chat) {
		return this.calls.make(() -> counted(chat))
			.timeout(this.timeout)
			.onErrorMap(TimeoutException.class, (failure) -> new ApiException(late(), failure))
			.onErrorMap(GigaChatFailure.class::isInstance, (failure) -> ChatService.converted(failure, chat.call()));
	}

	private static Count counted(PreparedChat chat) {
		GigaChatOptions options = (GigaChatOptions) Objects.requireNonNull(chat.prompt().getOptions());
		String model = Objects.requireNonNull(options.getModel(), "a prepared request has a model");
		GigaChatApi api = chat.api().withHeaders(headers(options));
		List<String> texts = texts(
				JsonMapper.shared().readTree(chat.model().preview(withoutUrls(chat).prompt()).body()));
		long tokens = 0;
		String requestId = null;
		for (int from = 0; from < texts.size(); from += TEXTS_OF_A_REQUEST) {
			List<String> some = texts.subList(from, Math.min(from + TEXTS_OF_A_REQUEST, texts.size()));
			ApiResponse<List<TokenCount>> counted = api.countTokens(model, some);
			tokens += counted.body().stream().mapToLong(TokenCount::tokens).sum();
			requestId = counted.requestId();
		}
		return new Count(tokens, requestId);
	}

	/** Replaces the pictures that would have to be fetched. */
	private static PreparedChat withoutUrls(PreparedChat chat) {
		return chat.withMessages(chat.prompt().getInstructions().stream().map(TokenCounting::withoutUrls).toList());
	}

	private static Message withoutUrls(Message message) {
		if (!(message instanceof UserMessage user)) {
			return message;
		}
		return user.mutate()
			.media(user.getMedia()
				.stream()
				.map((medium) -> (medium instanceof RemotePicture) ? PICTURE : medium)
				.toList())
			.build();
	}

	private static RequestHeaders headers(GigaChatOptions options) {
		return new RequestHeaders(options.getSessionId(), Objects.requireNonNullElse(options.getHeaders(), Map.of()));
	}

	/** Returns the texts of a request in the form of either version of the chat API. */
	private static List<String> texts(JsonNode request) {
		List<String> texts = new ArrayList<>();
		for (JsonNode message : request.path("messages")) {
			JsonNode content = message.path("content");
			if (content.isString()) {
				texts.add(content.stringValue());
			}
			for (JsonNode part : content) {
				texts.add(part.path("text").asString(""));
				add(texts, part.path("function_call"));
				add(texts, part.path("function_result"));
			}
			add(texts, message.path("function_call"));
		}
		request.path("functions").forEach((function) -> add(texts, function));
		request.path("tools").forEach((tool) -> add(texts, tool));
		texts.removeIf(String::isEmpty);
		return texts;
	}

	private static void add(List<String> texts, JsonNode json) {
		if (!json.isMissingNode()) {
			texts.add(json.toString());
		}
	}

	private static ApiError late() {
		return ApiError.of(504, ApiError.SERVER, "upstream_timeout",
				"GigaChat did not count the tokens in time. Try again later");
	}

	@Override
	public void destroy() {
		this.calls.close();
	}

	/**
	 * The tokens of a request.
	 *
	 * @param tokens their number
	 * @param requestId the id under which the service knows the last request for it, or
	 * {@code null}
	 */
	public record Count(long tokens, @Nullable String requestId) {

	}

}
