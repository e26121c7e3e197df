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
 * Advisor that sends all requests of a conversation in one session, so that GigaChat can
 * use the part of the conversation that it has cached. It sets
 * {@link GigaChatOptions#getSessionId()}, which is the {@code X-Session-ID} header.
 * <p>
 * The id of the conversation is the advisor parameter {@link #CONVERSATION_ID}, which
 * Spring AI's chat memory uses as well. The id does not leave the application: the
 * session is a UUID computed from it, always the same for the same id. A request is not
 * changed if it has no such parameter, if it already has a session, or if its options are
 * not {@link GigaChatOptions}. Only the options of the request are changed. Requires
 * {@code spring-ai-client-chat}.
 */
public final class GigaChatSessionAdvisor implements CallAdvisor, StreamAdvisor {

	/**
	 * Name of the advisor parameter with the conversation's id, the same as in Spring
	 * AI's chat memory: {@value}.
	 */
	public static final String CONVERSATION_ID = "chat_memory_conversation_id";

	private static final String HEADER = "X-Session-ID";

	/**
	 * Order outside the tool call loop, which uses the same options for all its rounds.
	 */
	private static final int ORDER = Advisor.DEFAULT_CHAT_MEMORY_PRECEDENCE_ORDER - 100;

	/**
	 * Creates an advisor. Any number of clients and requests can share it.
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
