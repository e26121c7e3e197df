package io.github.gigachat.emulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for network faults as a client sees them, for each protocol.
 */
abstract class NetworkFaultContract {

	static final String FIRST = "data: {\"text\":\"Раз, \"}\n\n";

	static final String EVENTS = FIRST
			+ "data: {\"text\":\"два, \"}\n\ndata: {\"text\":\"три — ёж 🦔\"}\n\ndata: [DONE]\n\n";

	static final Duration LONG = Duration.ofSeconds(10);

	final GigaChatEmulator emulator = extension().emulator();

	final TestClient client = new TestClient(this.emulator);

	abstract GigaChatEmulatorExtension extension();

	abstract GigaChatEmulator.Builder settings(GigaChatEmulator.Builder builder);

	abstract String protocol();

	@BeforeEach
	void script() {
		this.emulator.onAnyMessage().replyRaw(200, "text/event-stream", EVENTS);
	}

	@Test
	void speaksTheProtocol() {
		assertThat(send().body()).isEqualTo(EVENTS);
		assertThat(this.emulator.lastChatRequest().protocol()).isEqualTo(protocol());
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7, 1000 })
	void splitsABodyAndLosesNothing(int bytes) {
		this.emulator.network().onChat().splitEvery(bytes);

		assertThat(send().body()).isEqualTo(EVENTS);
	}

	@Test
	void sendsEachPieceByItself() throws Exception {
		this.emulator.network().onChat().splitEvery(2);
		List<Integer> sizes = new ArrayList<>();

		try (InputStream body = this.client.open(stream()).body()) {
			byte[] buffer = new byte[4096];
			int count = body.read(buffer);
			while (count >= 0) {
				sizes.add(count);
				count = body.read(buffer);
			}
		}

		assertThat(sizes).allMatch((size) -> size <= 2);
	}

	@Test
	void delaysAResponse() {
		this.emulator.network().onChat().delayResponse(Duration.ofMillis(200));

		long begin = System.nanoTime();
		assertThat(send().body()).isEqualTo(EVENTS);

		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
	}

	@Test
	void pausesBetweenEvents() {
		this.emulator.network().onChat().pauseBetweenEvents(Duration.ofMillis(60));

		long begin = System.nanoTime();
		assertThat(send().body()).isEqualTo(EVENTS);

		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(180));
	}

	@Test
	void isSilentBeforeTheResponseUntilResumed() {
		NetworkFault fault = this.emulator.network().onChat().silentBeforeResponse();
		CompletableFuture<HttpResponse<String>> answer = this.client.sendAsync(stream());
		this.emulator.awaitRequests(1, LONG);

		assertThat(answer).isNotDone();
		assertThat(this.emulator.openExchanges()).isEqualTo(1);
		fault.resume();

		assertThat(answer.join().body()).isEqualTo(EVENTS);
		assertThat(this.emulator.openExchanges()).isZero();
	}

	@Test
	void isSilentInsideTheBodyUntilResumed() throws Exception {
		NetworkFault fault = this.emulator.network().onChat().silentAfterEvents(1);
		HttpResponse<InputStream> answer = this.client.open(stream());
		byte[] first = answer.body().readNBytes(FIRST.getBytes(StandardCharsets.UTF_8).length);

		assertThat(new String(first, StandardCharsets.UTF_8)).isEqualTo(FIRST);
		assertThat(answer.body().available()).isZero();
		fault.resume();

		String rest = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(FIRST + rest).isEqualTo(EVENTS);
	}

	@Test
	void holdsNoExchangeThatArrivesDuringAResume() {
		NetworkFault fault = this.emulator.network().onChat().silentBeforeResponse().always();
		List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 20)
			.mapToObj((number) -> this.client.sendAsync(stream()))
			.toList();
		CompletableFuture<Void> all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));

		// without a pause, so that exchanges arrive at any moment
		long deadline = System.nanoTime() + LONG.toNanos();
		while (!all.isDone() && System.nanoTime() < deadline) {
			fault.resume();
		}

		assertThat(all).isCompleted();
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.join().body()).isEqualTo(EVENTS));
	}

	@Test
	void cutsAnExchangeThatIsHeld() throws Exception {
		NetworkFault fault = this.emulator.network().onChat().silentAfterEvents(1);
		HttpResponse<InputStream> answer = this.client.open(stream());
		byte[] first = answer.body().readNBytes(FIRST.getBytes(StandardCharsets.UTF_8).length);
		fault.cut();

		assertThat(new String(first, StandardCharsets.UTF_8)).isEqualTo(FIRST);
		assertThatIOException().isThrownBy(() -> answer.body().read());
		assertThat(this.emulator.departures()).isEmpty();
		assertThat(this.emulator.openExchanges()).isZero();
		assertThat(send().body()).isEqualTo(EVENTS);
	}

	@Test
	void cutsInsteadOfAResponseAfterSilence() {
		NetworkFault fault = this.emulator.network().onChat().silentBeforeResponse();
		CompletableFuture<HttpResponse<String>> answer = this.client.sendAsync(stream());
		this.emulator.awaitRequests(1, LONG);
		fault.cut();

		assertThat(answer).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(IOException.class);
		assertThat(this.emulator.departures()).isEmpty();
		assertThat(send().body()).isEqualTo(EVENTS);
	}

	@Test
	void recordsAClientThatLeavesInsideTheBody() throws Exception {
		this.emulator.network().onChat().silentAfterBytes(5);
		HttpResponse<InputStream> answer = this.client.open(stream());
		assertThat(answer.body().readNBytes(5)).hasSize(5);
		assertThat(this.emulator.clientDisconnects()).isZero();

		answer.body().close();

		ClientDeparture departure = this.emulator.awaitClientLeft(LONG);
		assertThat(departure.kind()).isEqualTo(departureKind());
		assertThat(departure.request()).isEqualTo(this.emulator.lastChatRequest());
		assertThat(this.emulator.clientDisconnects()).isEqualTo(1);
		assertThat(this.emulator.openExchanges()).isZero();
	}

	@Test
	void recordsAClientThatLeavesBeforeTheResponse() {
		this.emulator.network().onChat().silentBeforeResponse();
		CompletableFuture<HttpResponse<String>> answer = this.client.sendAsync(stream());
		this.emulator.awaitRequests(1, LONG);

		answer.cancel(true);

		assertThat(this.emulator.awaitClientLeft(LONG).kind()).isEqualTo(departureKind());
		assertThat(send().body()).isEqualTo(EVENTS);
	}

	@Test
	void closesInsteadOfAResponse() {
		this.emulator.network().onChat().closeBeforeResponse();

		assertFails();
		assertThat(this.emulator.chatRequests()).hasSize(1);
		assertThat(this.emulator.departures()).isEmpty();
		assertThat(send().body()).isEqualTo(EVENTS);
	}

	@Test
	void resetsInsteadOfAResponse() {
		this.emulator.network().onChat().resetBeforeResponse();

		assertFails();
		assertThat(this.emulator.departures()).isEmpty();
		assertThat(send().body()).isEqualTo(EVENTS);
	}

	@Test
	void cutsAfterEvents() {
		this.emulator.network().onChat().cutAfterEvents(1);

		assertBreaksAfter(FIRST);
	}

	@Test
	void cutsAfterBytes() {
		this.emulator.network().onChat().cutAfterBytes(9);

		assertBreaksAfter(EVENTS.substring(0, 9));
	}

	@Test
	void resetsInsideTheBody() {
		this.emulator.network().onChat().resetAfterEvents(1);

		assertFails();
		assertThat(this.emulator.departures()).isEmpty();
	}

	@Test
	void cutsBeforeTheFirstByteOfTheBody() {
		this.emulator.network().onChat().cutAfterEvents(0);

		assertFails();
	}

	@Test
	void endsProperlyAfterEvents() {
		this.emulator.network().onChat().endAfterEvents(1);

		assertThat(send().body()).isEqualTo(FIRST);
		assertThat(send().body()).isEqualTo(EVENTS);
	}

	@Test
	void endsABodyOfKnownLengthProperly() {
		this.emulator.reset();
		this.emulator.onAnyMessage().replyRaw(200, "application/json", "{\"a\":1}");
		this.emulator.network().onChat().endAfterBytes(5);

		assertThat(send().body()).isEqualTo("{\"a\":");
		assertThat(send().body()).isEqualTo("{\"a\":1}");
	}

	@Test
	void cutsABodyOfKnownLength() {
		this.emulator.reset();
		this.emulator.onAnyMessage().replyRaw(200, "application/json", "{\"a\":1}");
		this.emulator.network().onChat().cutAfterBytes(5);

		assertFails();
	}

	@Test
	void closesTheConnectionAfterTheResponse() {
		// a separate emulator has no connections of other tests
		try (GigaChatEmulator fresh = settings(GigaChatEmulator.builder()).start()) {
			TestClient only = new TestClient(fresh);
			fresh.network().onModels().closeAfterResponse();

			assertThat(only.send(only.models("", "/models")).statusCode()).isEqualTo(200);

			Awaitility.await().atMost(LONG).until(() -> fresh.openConnections() == 0);
			assertNeedsAnotherConnection(only, fresh);
		}
	}

	@Test
	void closesTheOpenConnections() {
		try (GigaChatEmulator fresh = settings(GigaChatEmulator.builder()).start()) {
			TestClient only = new TestClient(fresh);
			assertThat(only.send(only.models("", "/models")).statusCode()).isEqualTo(200);
			assertThat(fresh.openConnections()).isEqualTo(1);

			fresh.closeConnections();

			assertThat(fresh.openConnections()).isZero();
			assertNeedsAnotherConnection(only, fresh);
		}
	}

	@Test
	void closesConnectionsWithOpenExchanges() {
		this.emulator.network().onChat().silentBeforeResponse();
		CompletableFuture<HttpResponse<String>> answer = this.client.sendAsync(stream());
		this.emulator.awaitRequests(1, LONG);

		this.emulator.closeConnections();

		assertThat(answer).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(IOException.class);
		Awaitility.await().atMost(LONG).until(() -> this.emulator.openExchanges() == 0);
		assertThat(this.emulator.departures()).isEmpty();
	}

	@Test
	void appliesOnceAndInTheOrderWritten() {
		this.emulator.network().onToken().closeBeforeResponse();
		this.emulator.network().onChat().endAfterEvents(1);
		this.emulator.network().onAny().endAfterEvents(2);

		assertThat(send().body()).isEqualTo(FIRST);
		assertThat(send().body()).startsWith(FIRST).hasSizeGreaterThan(FIRST.length()).isNotEqualTo(EVENTS);
		assertThat(send().body()).isEqualTo(EVENTS);
	}

	@Test
	void appliesToRequestsThatMatchACondition() {
		this.emulator.network().on((request) -> request.body().contains("unlucky")).closeBeforeResponse().always();

		assertThat(send().body()).isEqualTo(EVENTS);
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> this.client.sendAsync(this.client.chat("", TestClient.streamBody("unlucky"))).join());
		assertThat(send().body()).isEqualTo(EVENTS);
	}

	@Test
	void aFaultThatIsEndedReleasesExchangesAndAppliesNoMore() {
		NetworkFault silence = this.emulator.network().onChat().silentBeforeResponse().always();
		CompletableFuture<HttpResponse<String>> held = this.client
			.sendAsync(this.client.chat("", TestClient.streamBody("x")));
		this.emulator.awaitRequests(1, LONG);

		silence.end();

		assertThat(held.join().body()).isEqualTo(EVENTS);
		assertThat(send().body()).isEqualTo(EVENTS);
	}

	@Test
	void appliesSeveralTimes() {
		this.emulator.network().onChat().endAfterEvents(1).times(2);

		assertThat(List.of(send().body(), send().body(), send().body())).containsExactly(FIRST, FIRST, EVENTS);
	}

	@Test
	void appliesAlways() {
		this.emulator.network().onChat().endAfterEvents(1).always();

		assertThat(List.of(send().body(), send().body(), send().body())).containsOnly(FIRST);
	}

	@Test
	void carriesManyExchangesAtATime() {
		this.emulator.network().onChat().splitEvery(5).delayResponse(Duration.ofMillis(20)).times(30);
		List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			answers.add(this.client.sendAsync(stream().header("X-Number", Integer.toString(i))));
		}

		assertThat(answers).allSatisfy((answer) -> assertThat(answer.join().body()).isEqualTo(EVENTS));
		assertThat(this.emulator.chatRequests()).extracting((request) -> request.header("X-Number"))
			.doesNotHaveDuplicates()
			.hasSize(60);
	}

	@Test
	void carriesALargeRequestAndALargeResponse() {
		String large = "ё".repeat(500_000);
		this.emulator.reset();
		this.emulator.onAnyMessage().reply(large);

		String answer = this.client.send(this.client.chat("", TestClient.chatBody(large, ""))).body();

		assertThat(answer).contains(large);
		assertThat(this.emulator.lastChatRequest().chat().lastUserText()).isEqualTo(large);
	}

	abstract ClientDeparture.Kind departureKind();

	void assertReceivedBeforeACut(String received, String sent) {
		assertThat(received).isEqualTo(sent);
	}

	HttpRequest.Builder stream() {
		return this.client.chat("", TestClient.streamBody("x"));
	}

	HttpResponse<String> send() {
		return this.client.send(stream());
	}

	void assertFails() {
		assertThatExceptionOfType(CompletionException.class).isThrownBy(this.client.sendAsync(stream())::join)
			.withCauseInstanceOf(IOException.class);
	}

	private void assertBreaksAfter(String text) {
		ByteArrayOutputStream received = new ByteArrayOutputStream();

		assertThat(this.client.collect(stream(), received)).failsWithin(LONG)
			.withThrowableThat()
			.withCauseInstanceOf(IOException.class);

		assertReceivedBeforeACut(received.toString(StandardCharsets.UTF_8), text);
		assertThat(this.emulator.departures()).isEmpty();
	}

	private static void assertNeedsAnotherConnection(TestClient client, GigaChatEmulator emulator) {
		assertThat(emulator.departures()).isEmpty();
		// the client has the closed connection in its pool until a request fails on it
		awaitAnswer(client);
		assertThat(emulator.requests()).extracting(RecordedRequest::connection).containsExactly(1L, 2L);
		assertThat(emulator.connectionsAccepted()).isEqualTo(2);
		assertThat(emulator.openConnections()).isEqualTo(1);
	}

	/** Asks for the models until a request is not lost with its connection. */
	static void awaitAnswer(TestClient client) {
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.ignoreExceptionsInstanceOf(UncheckedIOException.class)
			.until(() -> client.send(client.models("", "/models")).statusCode() == 200);
	}

}
