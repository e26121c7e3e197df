package io.github.gigachat.emulator;

import java.util.ArrayList;
import java.util.List;

import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.github.gigachat.emulator.endpoints.EmulatorService;
import io.github.gigachat.emulator.relay.Exchange;
import io.github.gigachat.emulator.relay.Exchanges;
import io.github.gigachat.emulator.relay.FaultPlan;
import io.github.gigachat.emulator.relay.Relay;
import io.github.gigachat.emulator.script.Reply;

/**
 * Translates between WireMock and the emulator's service, and tells the relay which fault
 * to apply to the response.
 */
final class WireMockTransformer implements ResponseTransformerV2 {

	static final String NAME = "gigachat-emulator";

	private final EmulatorService service;

	private final TokenOutage tokenOutage;

	private final NetworkFaults network;

	private final Exchanges exchanges;

	private final Journal journal;

	WireMockTransformer(EmulatorService service, TokenOutage tokenOutage, NetworkFaults network, Exchanges exchanges,
			Journal journal) {
		this.service = service;
		this.tokenOutage = tokenOutage;
		this.network = network;
		this.exchanges = exchanges;
		this.journal = journal;
	}

	@Override
	public String getName() {
		return NAME;
	}

	/**
	 * Answers the requests of the emulator's own stub. The response of another stub stays
	 * as it is, but is subject to network faults and to an outage of the token endpoints.
	 */
	@Override
	public Response transform(Response stubbed, ServeEvent event) {
		RecordedRequest request = RecordedRequest.of(event);
		Exchange exchange = this.exchanges.find(event.getRequest().getHeader(Relay.EXCHANGE_HEADER));
		// both precede the record, because a test that waits for the request may end them
		FaultPlan fault = this.network.planFor(request);
		Reply reply = this.tokenOutage.reply(request);
		this.journal.received(event, request, exchange);
		if (reply == null && event.getResponseDefinition().hasTransformer(this)) {
			reply = this.service.reply(request, exchange);
		}
		if (reply == null) {
			exchange.plan(fault);
			return stubbed;
		}
		FaultPlan plan = fault.withDelay(reply.delay());
		exchange.plan(reply.isEventStream() ? plan.withEventwise() : plan);
		return response(reply);
	}

	private static Response response(Reply reply) {
		byte[] body = reply.body().getBytes(reply.charset());
		List<HttpHeader> headers = new ArrayList<>();
		headers.add(new HttpHeader("Content-Type", reply.contentType()));
		if (!reply.isEventStream()) {
			headers.add(new HttpHeader("Content-Length", Integer.toString(body.length)));
		}
		reply.headers().forEach((name, value) -> headers.add(new HttpHeader(name, value)));
		return Response.response().status(reply.status()).headers(new HttpHeaders(headers)).body(body).build();
	}

}
