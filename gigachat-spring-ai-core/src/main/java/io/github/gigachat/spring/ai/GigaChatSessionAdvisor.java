package io.github.gigachat.spring.ai;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Gives all requests of a conversation one session, so that GigaChat finds the part of
 * the conversation that it has cached: sets {@link GigaChatOptions#getSessionId()}, the
 * {@code X-Session-ID} header.
 * <p>
 * The conversation's id is the advisor parameter {@link #CONVERSATION_ID}, which Spring
 * AI's chat memory uses too. The id does not leave the application: the session is a UUID
 * computed from it, always the same for the same id. A request is left as it is when it
 * has no such parameter, when it has a session of its own, and when its options are not
 * GigaChat's. Only the options of the request change. Requires
 * {@code spring-ai-client-chat}.
 */
public final class GigaChatSessionAdvisor implements CallAdvisor, StreamAdvisor {

	/**
	 * The advisor parameter that holds the conversation's id, by the name that Spring
	 * AI's chat memory gives it: {@value}.
	 */
	public static final String CONVERSATION_ID = "chat_memory_conversation_id";

	private static final String HEADER = "X-Session-ID";

	/**
	 * Outside the loop of tool calls, whose rounds all have the options it began with.
	 */
	private static final int ORDER = Advisor.DEFAULT_CHAT_MEMORY_PRECEDENCE_ORDER - 100;

	/**
	 * Creates an advisor, which any number of clients and requests can share.
	 */
	public GigaChatSessionAdvisor() {
	}

	@Override
	public ChatClientResponse adviseCall(ChatClientRequest request, CallAdvisorChain chain) {
		return chain.nextCall(inSession(request));
	}

	@Override
	public Flux<ChatClientResponse> adviseStream(ChatClientRequest request, StreamAdvisorChain chain) {
		return chain.nextStream(inSession(request));
	}

	@Override
	public String getName() {
		return GigaChatSessionAdvisor.class.getSimpleName();
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	private static ChatClientRequest inSession(ChatClientRequest request) {
		String session = session(request.context().get(CONVERSATION_ID));
		if (session == null || !(request.prompt().getOptions() instanceof GigaChatOptions options)
				|| hasSession(options)) {
			return request;
		}
		GigaChatOptions inSession = options.mutate().sessionId(session).build();
		return ChatClientRequest.builder()
			.prompt(new Prompt(request.prompt().getInstructions(), inSession))
			.context(request.context())
			.build();
	}

	private static @Nullable String session(@Nullable Object conversation) {
		String id = (conversation != null) ? conversation.toString() : "";
		return id.isBlank() ? null : UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
	}

	private static boolean hasSession(GigaChatOptions options) {
		Map<String, String> headers = options.getHeaders();
		return options.getSessionId() != null
				|| (headers != null && headers.keySet().stream().anyMatch(HEADER::equalsIgnoreCase));
	}

}
