package io.github.gigachat.spring.ai.reports;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.ChatRequest;
import io.github.gigachat.emulator.EmulatedFile;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionSchemaMode;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.fixtures.Conversations;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.MediaWire;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.github.gigachat.spring.ai.media.GigaChatMedia;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.core.retry.RetryTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A file that the service has lost since an earlier call, and the other refusals that it
 * must not be taken for.
 */
@Timeout(120)
class LostFileReportTests {

	private static final String INVALID = "Invalid params: something is wrong";

	private static final String MISMATCH = "Function calls count does not match function results count";

	private static final Media PICTURE = GigaChatMedia.of(MediaWire.PNG, MediaWire.picture());

	private static final RetrySettings ONE_ATTEMPT = attempts(1);

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> ways() {
		return Stream.of(Way.values())
			.flatMap((way) -> Stream.of(ChatApi.values()).map((api) -> Arguments.of(way, api)));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aLostFileIsRenewedAfter422(Way way, ChatApi api) {
		GigaChatModel model = modelWithUpload(way, api, ONE_ATTEMPT);
		emulator().onAnyMessage().respondWith((request) -> losing(request, INVALID)).then().reply("Кот.");

		assertThat(way.ask(model, prompt(api)).answer()).isEqualTo("Кот.");

		assertThat(emulator().uploads()).hasSize(2);
		assertThat(MediaWire.attached(emulator()).stream().map((files) -> files.get(0).id()))
			.containsExactly(upload(0).id(), upload(0).id(), upload(1).id());
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aLostFileIsRenewedAfter404(Way way, ChatApi api) {
		GigaChatModel model = modelWithUpload(way, api, ONE_ATTEMPT);
		emulator().loseFile(upload(0).id());

		way.ask(model, prompt(api)).answer();

		assertThat(emulator().uploads()).hasSize(2);
		assertThat(emulator().chatRequests()).hasSize(3);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void a422WithAllFilesInPlaceIsNotRepeated(Way way, ChatApi api) {
		GigaChatModel model = modelWithUpload(way, api, EmulatedService.QUICK_RETRY);
		emulator().onAnyMessage().fail(422, INVALID);

		GigaChatFailure failure = way.ask(model, prompt(api)).lasting(FailureKind.INVALID_REQUEST);

		assertThat(failure.serviceMessage()).isEqualTo(INVALID);
		assertThat(emulator().chatRequests()).hasSize(2);
		assertThat(questions()).isEqualTo(1);
		assertThat(emulator().uploads()).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aFileThatIsLostAgainIsNotRenewedAgain(Way way, ChatApi api) {
		GigaChatModel model = modelWithUpload(way, api, EmulatedService.QUICK_RETRY);
		emulator().onAnyMessage().respondWith((request) -> losing(request, INVALID));

		way.ask(model, prompt(api)).lasting(FailureKind.INVALID_REQUEST);

		assertThat(emulator().chatRequests()).hasSize(3);
		assertThat(emulator().uploads()).hasSize(2);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void a404OfTheTokenEndpointIsNoLostFile(Way way, ChatApi api) {
		GigaChatModel model = modelWithUpload(way, api, EmulatedService.QUICK_RETRY);
		emulator().revokeTokens();
		emulator().onToken().replyRaw(404, "text/html", "<html>");

		GigaChatFailure failure = way.ask(model, prompt(api)).lasting(FailureKind.NOT_FOUND);

		assertThat(failure.isOfTokenEndpoint()).isTrue();
		assertThat(emulator().tokenRequests()).hasSize(2);
		assertThat(emulator().uploads()).hasSize(1);
	}

	/** The token endpoint's own JSON is a refusal of the service, but not of the file. */
	@ParameterizedTest
	@MethodSource("ways")
	void a404InTheWordsOfTheTokenEndpointIsNoLostFile(Way way, ChatApi api) {
		GigaChatModel model = modelWithUpload(way, api, EmulatedService.QUICK_RETRY);
		emulator().revokeTokens();
		emulator().onToken().replyRaw(404, "application/json", "{\"code\":5,\"message\":\"not found\"}");

		GigaChatFailure failure = way.ask(model, prompt(api)).lasting(FailureKind.NOT_FOUND);

		assertThat(failure.isOfTokenEndpoint()).isTrue();
		assertThat(failure.isOfService()).isTrue();
		assertThat(emulator().tokenRequests()).hasSize(2);
		assertThat(emulator().uploads()).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void a404OfTheTokenEndpointDuringTheCheckIsNoLostFile(Way way, ChatApi api) {
		GigaChatModel model = modelWithUpload(way, api, EmulatedService.QUICK_RETRY);
		emulator().onToken().replyRaw(404, "text/html", "<html>");
		emulator().onAnyMessage().respondWith((request) -> {
			emulator().revokeTokens();
			return ChatAnswer.failure(422, INVALID);
		});

		GigaChatFailure failure = way.ask(model, prompt(api)).lasting(FailureKind.INVALID_REQUEST);

		assertThat(failure.serviceMessage()).isEqualTo(INVALID);
		assertThat(emulator().tokenRequests()).hasSize(2);
		assertThat(emulator().uploads()).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void schemasAreAdaptedIfNoFileIsLost(Way way, ChatApi api) {
		GigaChatModel model = modelWithUpload(way, api, ONE_ATTEMPT);
		emulator().onAnyMessage().fail(422, INVALID).then().reply("Кот.");

		assertThat(way.ask(model, prompt(withOddTool(api))).answer()).isEqualTo("Кот.");

		assertThat(isAdapted()).containsExactly(false, false, true);
		assertThat(questions()).isEqualTo(1);
		assertThat(emulator().uploads()).hasSize(1);
	}

	/** A check without an answer tells nothing of the file, and must not end the call. */
	@ParameterizedTest
	@MethodSource("ways")
	void schemasAreAdaptedIfTheFileCannotBeChecked(Way way, ChatApi api) {
		GigaChatModel model = modelWithUpload(way, api, attempts(2));
		emulator().onEndpoint(Endpoint.FILES).fail(503);
		emulator().onAnyMessage().fail(422, INVALID).then().reply("Кот.");

		assertThat(way.ask(model, prompt(withOddTool(api))).answer()).isEqualTo("Кот.");

		assertThat(isAdapted()).containsExactly(false, false, true);
		assertThat(questions()).isEqualTo(2);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void theRefusalIsReportedIfTheFileCannotBeChecked(Way way, ChatApi api) {
		GigaChatModel model = modelWithUpload(way, api, attempts(2));
		emulator().onEndpoint(Endpoint.FILES).fail(503);
		emulator().onAnyMessage().fail(422, INVALID);

		GigaChatFailure failure = way.ask(model, prompt(api)).lasting(FailureKind.INVALID_REQUEST);

		assertThat(failure.serviceMessage()).isEqualTo(INVALID);
		assertThat(emulator().chatRequests()).hasSize(2);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aLostFileIsRenewedBeforeSchemasAreAdapted(Way way, ChatApi api) {
		GigaChatModel model = modelWithUpload(way, api, ONE_ATTEMPT);
		emulator().onAnyMessage().respondWith((request) -> losing(request, INVALID)).then().reply("Кот.");

		assertThat(way.ask(model, prompt(withOddTool(api))).answer()).isEqualTo("Кот.");

		assertThat(emulator().uploads()).hasSize(2);
		assertThat(isAdapted()).containsExactly(false, false, false);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void eachRepeatIsMadeOnceInOrderWithinOneAttempt(Way way, ChatApi api) {
		GigaChatModel model = modelWithUpload(way, api, ONE_ATTEMPT);
		emulator().onAnyMessage()
			.fail(422, MISMATCH)
			.then()
			.respondWith((request) -> losing(request, INVALID))
			.then()
			.fail(422, INVALID)
			.then()
			.reply("Кот.");

		assertThat(way.ask(model, withHistory(withOddTool(api))).answer()).isEqualTo("Кот.");

		assertThat(stateIds()).containsExactly(0L, 1L, 0L, 0L, 0L);
		assertThat(MediaWire.attached(emulator()).stream().map((files) -> files.get(0).id()))
			.containsExactly(upload(0).id(), upload(0).id(), upload(0).id(), upload(1).id(), upload(1).id());
		assertThat(isAdapted()).containsExactly(false, false, false, false, true);
		assertThat(questions()).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aCountMismatchIsNeitherALostFileNorASchema(Way way, ChatApi api) {
		GigaChatModel model = modelWithUpload(way, api, EmulatedService.QUICK_RETRY);
		emulator().onAnyMessage().fail(422, MISMATCH);

		way.ask(model, withHistory(withOddTool(api))).lasting(FailureKind.INVALID_REQUEST);

		assertThat(isAdapted()).containsExactly(false, false, false);
		assertThat(questions()).isZero();
	}

	@ParameterizedTest
	@MethodSource("ways")
	void noRepeatTakesAnAttemptFromTheRetry(Way way, ChatApi api) {
		GigaChatModel model = modelWithUpload(way, api, attempts(3));
		emulator().onAnyMessage()
			.fail(500)
			.then()
			.respondWith((request) -> losing(request, INVALID))
			.then()
			.fail(500)
			.then()
			.fail(422, INVALID)
			.then()
			.reply("Кот.");

		assertThat(way.ask(model, prompt(withOddTool(api))).answer()).isEqualTo("Кот.");

		assertThat(emulator().chatRequests()).hasSize(6);
		assertThat(isAdapted()).endsWith(false, true);
		assertThat(emulator().uploads()).hasSize(2);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void noRepeatGivesTheRetryFurtherAttempts(Way way, ChatApi api) {
		GigaChatModel model = modelWithUpload(way, api, attempts(3));
		emulator().onAnyMessage().fail(500).then().respondWith((request) -> losing(request, INVALID)).then().fail(500);

		way.ask(model, prompt(api)).passing(FailureKind.SERVER);

		// three attempts and one repeat, behind the request that uploaded the file
		assertThat(emulator().chatRequests()).hasSize(1 + 3 + 1);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aPolicyOfTheApplicationIsNotAskedAboutARepeat(Way way, ChatApi api) {
		AtomicInteger asked = new AtomicInteger();
		RetryTemplate template = new RetryTemplate((failure) -> asked.incrementAndGet() < 0);
		GigaChatModel model = modelWithUpload(way, api, (settings) -> settings.retryTemplate(template));
		emulator().onAnyMessage()
			.respondWith((request) -> losing(request, INVALID))
			.then()
			.fail(422, INVALID)
			.then()
			.reply("Кот.");

		assertThat(way.ask(model, prompt(withOddTool(api))).answer()).isEqualTo("Кот.");

		assertThat(asked).hasValue(0);
		assertThat(isAdapted()).containsExactly(false, false, false, true);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void anUploadThatFailsInTheRepeatEndsTheCall(Way way, ChatApi api) {
		GigaChatModel model = modelWithUpload(way, api, attempts(2));
		emulator().onAnyMessage().respondWith((request) -> {
			emulator().onEndpoint(Endpoint.FILES).fail(404).then().fail(500);
			return losing(request, INVALID);
		});

		Throwable failure = (Throwable) way.ask(model, prompt(api)).passing(FailureKind.SERVER);

		assertThat(failure.getSuppressed()).filteredOn(GigaChatNonTransientException.class::isInstance).hasSize(1);
		assertThat(emulator().chatRequests()).hasSize(2);
		// the question, and the attempts of one upload behind the first file's
		assertThat(fileRequests()).isEqualTo(1 + 1 + 2);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aRepeatNeedsNoSecondPermit(Way way, ChatApi api) {
		GigaChatModel model = modelWithUpload(way, api,
				(settings) -> settings.retry(ONE_ATTEMPT)
					.maxConcurrentRequests(1)
					.acquireTimeout(Duration.ofSeconds(5)));
		emulator().onAnyMessage().respondWith((request) -> losing(request, INVALID)).then().reply("Кот.");

		assertThat(way.ask(model, prompt(api)).answer()).isEqualTo("Кот.");
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aRepeatIsNotReportedTwice(Way way, ChatApi api) {
		List<String> events = new CopyOnWriteArrayList<>();
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new Events(events));
		GigaChatModel model = GigaChatModel.builder()
			.api(service.api((settings) -> settings))
			.observationRegistry(registry)
			.build();
		way.ask(model, prompt(api)).answer();
		emulator().onAnyMessage().respondWith((request) -> losing(request, INVALID)).then().reply("Кот.");
		Prompt prompt = new Prompt(
				List.of(new SystemMessage("One."), new SystemMessage("Two."), MediaWire.message(PICTURE)),
				options(api).build());

		way.ask(model, prompt).answer();

		assertThat(emulator().uploads()).hasSize(2);
		assertThat(events).containsExactly("gigachat.request.flattened systemMessagesJoined=2");
	}

	private static GigaChatEmulator emulator() {
		return service.emulator();
	}

	private static RetrySettings attempts(int attempts) {
		return new RetrySettings(attempts, Duration.ofMillis(2), 2, Duration.ofMillis(10), Duration.ofSeconds(30),
				false);
	}

	/** A model whose earlier call has uploaded the picture. */
	private static GigaChatModel modelWithUpload(Way way, ChatApi api, RetrySettings retry) {
		return modelWithUpload(way, api, (settings) -> settings.retry(retry));
	}

	private static GigaChatModel modelWithUpload(Way way, ChatApi api, UnaryOperator<GigaChatApi.Builder> settings) {
		GigaChatModel model = service.model(settings);
		way.ask(model, prompt(api)).answer();
		return model;
	}

	/** Refuses a request, and forgets the file that it has attached. */
	private static ChatAnswer losing(ChatRequest request, String words) {
		request.messages().forEach((message) -> message.attachments().forEach((id) -> emulator().loseFile(id)));
		return ChatAnswer.failure(422, words);
	}

	private static Prompt prompt(ChatApi api) {
		return prompt(options(api));
	}

	private static Prompt prompt(GigaChatOptions.Builder options) {
		return new Prompt(MediaWire.message(PICTURE), options.build());
	}

	/** A prompt with a call that has a state id, too. */
	private static Prompt withHistory(GigaChatOptions.Builder options) {
		ToolCall call = Conversations.call("call_0123456789ab_0199e210-2f13-744c-8fe5-c9a19fe27db7", "odd", "{}");
		return new Prompt(List.of(MediaWire.message(PICTURE), Conversations.calls(call),
				Conversations.result(call, "{\"t\":12}")), options.build());
	}

	private static GigaChatOptions.Builder options(ChatApi api) {
		return GigaChatOptions.builder().api(api).model("GigaChat-2-Max");
	}

	/**
	 * Options with a schema that the service takes, and that has more than its dialect.
	 */
	private static GigaChatOptions.Builder withOddTool(ChatApi api) {
		ToolCallback odd = FunctionToolCallback.builder("odd", () -> Map.of("t", 12)).description("odd").inputSchema("""
				{"type":"object","properties":{"code":{"type":"string","pattern":"^[A-Z]+$"}}}""").build();
		return options(api).toolCallbacks(odd).functionSchema(FunctionSchemaMode.AUTO);
	}

	private static EmulatedFile upload(int index) {
		return emulator().uploads().get(index);
	}

	/** Tells of each request of the chat if it had an adapted schema. */
	private static List<Boolean> isAdapted() {
		return emulator().chatRequests()
			.stream()
			.map((request) -> request.body().contains("\"odd\"") && !request.body().contains("\"pattern\""))
			.toList();
	}

	/** Counts the state ids of each request of the chat. */
	private static List<Long> stateIds() {
		return emulator().chatRequests()
			.stream()
			.map(RecordedRequest::chat)
			.map((chat) -> chat.messages()
				.stream()
				.filter((message) -> Objects.nonNull(message.functionsStateId()))
				.count())
			.toList();
	}

	/** Counts the requests that ask for a file. */
	private static long questions() {
		return emulator().requests()
			.stream()
			.filter((request) -> request.endpoint() == Endpoint.FILES && request.method().equals("GET"))
			.count();
	}

	private static long fileRequests() {
		return emulator().requests().stream().filter((request) -> request.endpoint() == Endpoint.FILES).count();
	}

	/**
	 * Collects the events of flattening.
	 *
	 * @param list where they go
	 */
	private record Events(List<String> list) implements ObservationHandler<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		@Override
		public void onEvent(Observation.Event event, Observation.Context context) {
			this.list.add(event.getName() + " " + event.getContextualName());
		}

	}

}
