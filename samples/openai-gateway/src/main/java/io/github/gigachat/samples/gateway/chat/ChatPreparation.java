package io.github.gigachat.samples.gateway.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.gigachat.samples.gateway.access.SessionId;
import io.github.gigachat.samples.gateway.dialect.ChatCall;
import io.github.gigachat.samples.gateway.models.ModelRoute;
import io.github.gigachat.samples.gateway.models.ModelRouter;
import io.github.gigachat.samples.gateway.pictures.RemotePictures;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.boot.GigaChatConnections;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.stereotype.Component;

/**
 * Prepares chat requests: finds the model, and merges the options of the alias, of the
 * request and of the session.
 */
@Component
public class ChatPreparation {

	private final ModelRouter router;

	private final GigaChatConnections connections;

	private final RemotePictures pictures;

	ChatPreparation(ModelRouter router, GigaChatConnections connections, RemotePictures pictures) {
		this.router = router;
		this.pictures = pictures;
		this.connections = connections;
	}

	/**
	 * Prepares a request.
	 * @param asked the request
	 * @param context its circumstances
	 * @return the request, with pictures that may still have to be fetched
	 * @throws io.github.gigachat.samples.gateway.error.ApiException if the model does not
	 * exist, or the client may not use it
	 */
	public PreparedChat prepare(ChatCall asked, ChatContext context) {
		ModelRoute route = this.router.route(asked.model(), context.caller());
		ChatCall call = asked.withModel(route.asked());
		List<String> ignored = new ArrayList<>(call.ignored());
		Map<String, Integer> changes = new LinkedHashMap<>();
		GigaChatOptions options = options(call, context, route, ignored, changes);
		PictureLimit.Kept kept = PictureLimit.apply(call.messages());
		if (kept.omitted() > 0) {
			changes.put("picturesOmitted", kept.omitted());
		}
		return new PreparedChat(call, context.caller(), this.connections.chatModel(route.upstream()),
				new Prompt(kept.messages(), options), this.connections.api(route.upstream()), context.thoughts(),
				ignored, changes);
	}

	/**
	 * Fetches the pictures that a request names by their URLs.
	 * @param chat the request
	 * @return the request with the content of the pictures
	 */
	public Mono<PreparedChat> withPictures(PreparedChat chat) {
		return this.pictures.fetched(chat.prompt().getInstructions()).map(chat::withMessages);
	}

	private static GigaChatOptions options(ChatCall call, ChatContext context, ModelRoute route, List<String> ignored,
			Map<String, Integer> changes) {
		GigaChatOptions.Builder options = route.options().mutate().combineWith(call.options().mutate());
		GigaChatOptions merged = options.model(route.model()).build();
		Integer most = route.maxTokens();
		if (most != null && merged.getMaxTokens() != null && merged.getMaxTokens() > most) {
			options.maxTokens(most);
			changes.put("maxTokensReduced", most);
		}
		String effort = merged.getReasoningEffort();
		if (ChatCall.NO_EFFORT.equals(effort)) {
			options.reasoningEffort(null);
		}
		else if (effort != null && !route.reasoning()) {
			options.reasoningEffort(null);
			ignored.add(call.places().apply("reasoning_effort"));
		}
		String key = (context.session() != null) ? context.session() : call.session();
		return options.sessionId(SessionId.of(context.caller(), key)).headers(context.headers()).build();
	}

}
