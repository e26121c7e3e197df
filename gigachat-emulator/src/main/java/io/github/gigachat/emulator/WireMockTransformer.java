package io.github.gigachat.emulator;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.github.gigachat.emulator.relay.Exchange;
import io.github.gigachat.emulator.relay.Exchanges;
import io.github.gigachat.emulator.relay.FaultPlan;
import io.github.gigachat.emulator.relay.Relay;

/**
 * Translates between WireMock and the emulator's service, and tells the relay what to do
 * to the response.
 */
final class WireMockTransformer implements ResponseTransformerV2 {

	private final EmulatorService service;

	private final TokenOutage tokenOutage;

	private final NetworkFaults network;

	private final Exchanges exchanges;

	private final Supplier<Journal> journal;

	WireMockTransformer(EmulatorService service, TokenOutage tokenOutage, NetworkFaults network, Exchanges exchanges,
			Supplier<Journal> journal) {
		this.service = service;
		this.tokenOutage = tokenOutage;
		this.network = network;
		this.exchanges = exchanges;
		this.journal = journal;
	}

	@Override
	public String getName() {
		return "gigachat-emulator";
	}

	@Override
	public Response transform(Response ignored, ServeEvent event) {
		Request request = event.getRequest();
		Exchange exchange = this.exchanges.find(Long.parseLong(request.getHeader(Relay.EXCHANGE_HEADER)));
		RecordedRequest recorded = record(request, exchange);
		// both before the record: who waited for the request may end them at once
		FaultPlan fault = this.network.planFor(recorded);
		Reply down = this.tokenOutage.reply(recorded);
		Journal journal = this.journal.get();
		journal.record(recorded, exchange);
		Reply reply = (down != null) ? down : this.service.reply(recorded, exchange);
		journal.answered(recorded, reply);
		FaultPlan plan = fault.withDelay(reply.delay());
		exchange.plan(reply.isEventStream() ? plan.withEventwise() : plan);
		return response(reply);
	}

	private static RecordedRequest record(Request request, Exchange exchange) {
		String url = request.getUrl();
		int question = url.indexOf('?');
		String path = (question < 0) ? url : url.substring(0, question);
		String query = (question < 0) ? "" : url.substring(question + 1);
		Map<String, List<String>> headers = headers(request);
		return new RecordedRequest(EmulatorService.endpoint(path), request.getMethod().getName(), path, query, headers,
				new String(request.getBody(), charset(headers)), exchange.protocol(), exchange.connection(),
				Instant.now(), UUID.randomUUID().toString());
	}

	/** Bytes that are no text get a character each, so that none is lost. */
	private static Charset charset(Map<String, List<String>> headers) {
		String type = headers.getOrDefault("Content-Type", List.of("")).get(0).toLowerCase(Locale.ROOT);
		boolean bytes = type.startsWith("multipart/") || type.startsWith("application/octet-stream");
		return bytes ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
	}

	private static Map<String, List<String>> headers(Request request) {
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (HttpHeader header : request.getHeaders().all()) {
			if (!header.keyEquals(Relay.EXCHANGE_HEADER)) {
				headers.put(header.key(), List.copyOf(header.values()));
			}
		}
		return Collections.unmodifiableMap(headers);
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
