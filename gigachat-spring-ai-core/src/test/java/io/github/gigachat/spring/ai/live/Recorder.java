package io.github.gigachat.spring.ai.live;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import io.github.gigachat.spring.ai.fixtures.RecordedTraffic;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic.Exchange;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Collects the exchanges with the service, redacted, in the order in which they began,
 * and charges the budget with the usage that each answer states.
 */
final class Recorder {

	/** The longest wait for the rest of an answer whose reader has all that it needs. */
	private static final long REST_SECONDS = 10;

	private final Redaction redaction;

	private final TokenBudget budget;

	private final Queue<PendingExchange> begun = new ConcurrentLinkedQueue<>();

	private volatile @Nullable Exchange tokens;

	Recorder(Redaction redaction, TokenBudget budget) {
		this.redaction = redaction;
		this.budget = budget;
	}

	static boolean isTokens(URI uri) {
		return uri.getPath().endsWith("/oauth") || uri.getPath().endsWith("/token");
	}

	Redaction redaction() {
		return this.redaction;
	}

	PendingExchange begin(HttpRequest request) {
		PendingExchange exchange = new PendingExchange(request, this);
		this.begun.add(exchange);
		return exchange;
	}

	void ended(Exchange exchange) {
		if (isTokens(URI.create(exchange.request().uri()))) {
			this.tokens = exchange;
		}
		else {
			this.budget.spend(usage(exchange.response().body()));
		}
	}

	/** The body of the last answer since they were forgotten, as it came. */
	String lastAnswer() {
		String last = "";
		for (PendingExchange exchange : this.begun) {
			last = (recorded(exchange) != null) ? exchange.answer() : last;
		}
		return last;
	}

	private static @Nullable Exchange recorded(PendingExchange exchange) {
		return exchange.result().completeOnTimeout(null, REST_SECONDS, TimeUnit.SECONDS).join();
	}

	/** The exchanges since they were forgotten last, led by the one for their token. */
	List<Exchange> exchanges() {
		List<Exchange> exchanges = new ArrayList<>();
		for (PendingExchange begun : this.begun) {
			Exchange recorded = recorded(begun);
			if (recorded != null) {
				exchanges.add(recorded);
			}
		}
		Exchange first = this.tokens;
		if (first != null && !exchanges.isEmpty() && !isTokens(URI.create(exchanges.get(0).request().uri()))) {
			exchanges.add(0, first);
		}
		return exchanges;
	}

	void forget() {
		this.begun.clear();
	}

	/**
	 * Sums the tokens that an answer states: those of a chat, of the last event of a
	 * stream, or of each embedding.
	 */
	private static long usage(String body) {
		long tokens = 0;
		for (JsonNode answer : answers(body)) {
			tokens += answer.path("usage").path("total_tokens").asLong(0);
			for (JsonNode item : answer.path("data")) {
				tokens += item.path("usage").path("prompt_tokens").asLong(0);
			}
		}
		return tokens;
	}

	/** The JSON objects of an answer: the whole body, or each event of a stream. */
	static List<JsonNode> answers(String body) {
		List<JsonNode> answers = new ArrayList<>();
		if (body.startsWith("{")) {
			add(body, answers);
		}
		else {
			body.lines()
				.filter((line) -> line.startsWith("data:"))
				.map((line) -> line.substring("data:".length()).strip())
				.filter((data) -> data.startsWith("{"))
				.forEach((data) -> add(data, answers));
		}
		return answers;
	}

	private static void add(String json, List<JsonNode> answers) {
		try {
			answers.add(RecordedTraffic.JSON.readTree(json));
		}
		catch (JacksonException ex) {
			// no JSON after all: the provider reports that
		}
	}

}
