package io.github.gigachat.spring.ai.limits;

import java.util.function.UnaryOperator;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.client.RequestLimitState;
import io.github.gigachat.spring.ai.fixtures.Asker;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A model with a limit of concurrent requests. Tests can wait for its numbers of active
 * and waiting requests.
 */
final class LimitedModel {

	private final EmulatedService service;

	private final GigaChatApi api;

	private final GigaChatModel model;

	private LimitedModel(EmulatedService service, GigaChatApi api) {
		this.service = service;
		this.api = api;
		this.model = GigaChatModel.builder().api(api).build();
	}

	static LimitedModel of(EmulatedService service, Integer limit, UnaryOperator<GigaChatApi.Builder> settings) {
		return new LimitedModel(service, service.api((api) -> settings.apply(api.maxConcurrentRequests(limit))));
	}

	GigaChatApi api() {
		return this.api;
	}

	GigaChatModel model() {
		return this.model;
	}

	Outcome ask(Way way, String question) {
		return way.ask(this.model, question);
	}

	Asker asker(Way way, String question) {
		return Asker.of(this.model, way, question);
	}

	void awaitState(int inUse, int waiting) {
		await().atMost(EmulatedService.LIMIT)
			.untilAsserted(() -> assertThat(this.api.requestLimit())
				.isEqualTo(new RequestLimitState(this.api.requestLimit().limit(), inUse, waiting)));
	}

	void awaitChatRequests(int count) {
		await().atMost(EmulatedService.LIMIT).until(() -> this.service.emulator().chatRequests().size() == count);
	}

	/** Starts a caller whose answer is delayed until the network is resumed. */
	Asker holdTheOnlyPermit() {
		this.service.emulator().network().onChat().silentBeforeResponse();
		Asker first = asker(Way.CALL, "первый");
		awaitChatRequests(1);
		awaitState(1, 0);
		return first;
	}

}
