package io.github.gigachat.spring.ai.live;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.gigachat.spring.ai.api.chat.ChatCompletionRequest;
import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import tools.jackson.databind.JsonNode;

/**
 * The tokens of a request that the service found in its cache.
 */
final class UsageRules {

	/** The number of sentences that make a prompt long enough to be cached. */
	private static final int SENTENCES = 40;

	private UsageRules() {
	}

	static List<LiveRule> all() {
		return List.of(new LiveRule("cached-tokens",
				"prompt_tokens and total_tokens of a repeated request include the cached tokens:"
						+ " they are the same as without the cache.",
				UsageRules::cached));
	}

	private static Finding cached(LiveService service) {
		RequestHeaders session = new RequestHeaders(UUID.randomUUID().toString(), Map.of());
		ChatCompletionRequest request = service
			.request(ChatMessage.text("system", rules()), ChatMessage.text("user", Wire.QUESTION))
			.build();
		service.ask(request, session);
		JsonNode first = service.lastAnswer().path("usage");
		service.ask(request, session);
		JsonNode second = service.lastAnswer().path("usage");

		String seen = "first: " + Wire.usage(first) + "; second: " + Wire.usage(second);
		if (second.path("precached_prompt_tokens").asLong(0) == first.path("precached_prompt_tokens").asLong(0)) {
			return Finding.notObserved("the repetition was not cached further; " + seen);
		}
		return Finding.of(first.path("prompt_tokens").asLong(-1) == second.path("prompt_tokens").asLong(-2)
				&& Wire.isSum(second, "prompt_tokens", "completion_tokens"), seen);
	}

	private static String rules() {
		return IntStream.rangeClosed(1, SENTENCES)
			.mapToObj((number) -> "Rule " + number + " of this conversation is to be brief, polite and exact.")
			.collect(Collectors.joining(" "));
	}

}
