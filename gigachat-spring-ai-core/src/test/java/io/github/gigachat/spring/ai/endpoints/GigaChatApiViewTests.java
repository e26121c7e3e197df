package io.github.gigachat.spring.ai.endpoints;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatImageModel;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.EmbeddingsRequest;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionRequest;
import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Message;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Request;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.media.MediaUploads;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * Views of {@link GigaChatApi}: bounded in time, with headers, without retry; and the
 * retry of the chat endpoints.
 */
@Timeout(60)
class GigaChatApiViewTests {

	private static final Duration SHORT = Duration.ofSeconds(1);

	private static final Duration LONG = Duration.ofHours(1);

	private static final ChatCompletionRequest CHAT = ChatCompletionRequest.builder()
		.model("GigaChat-2")
		.messages(List.of(ChatMessage.text("user", "Hi")))
		.build();

	private static final ChatV2Request CHAT_V2 = ChatV2Request.builder()
		.model("GigaChat-2")
		.messages(List.of(ChatV2Message.of("user", ChatV2Message.Part.text("Hi"))))
		.build();

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static GigaChatApi api() {
		return service.api((api) -> api);
	}

	private static FailureKind failure(ThrowingCallable call) {
		return ((GigaChatFailure) catchThrowableOfType(RuntimeException.class, call)).kind();
	}

	private static List<RecordedRequest> requests() {
		return service.emulator().requests().stream().filter((request) -> !request.path().contains("oauth")).toList();
	}

	@Test
	void theCallsOfABoundedViewShareItsEnd() {
		GigaChatApi api = api();
		api.refreshToken();
		service.emulator().network().onModels().silentBeforeResponse().always();
		GigaChatApi view = api.within(SHORT);

		assertThat(failure(view::models)).isEqualTo(FailureKind.TIMEOUT);
		assertThat(failure(view::models)).isEqualTo(FailureKind.TIMEOUT);
		assertThat(failure(view::balance)).isEqualTo(FailureKind.TIMEOUT);
		assertThat(requests()).hasSize(1);
		assertThat(api.balance().body().packages()).isNotEmpty();
	}

	@Test
	void aBoundedViewDoesNotExtendTheCallTimeoutOrAnEarlierEnd() {
		service.emulator().network().onModels().silentBeforeResponse().always();

		assertThat(failure(() -> service.api((api) -> api.callTimeout(SHORT)).within(LONG).models()))
			.isEqualTo(FailureKind.TIMEOUT);
		assertThat(failure(() -> api().within(SHORT).within(LONG).models())).isEqualTo(FailureKind.TIMEOUT);
	}

	@Test
	void aBoundedViewDoesNotPauseBeyondItsEnd() {
		service.emulator().onModels().fail(500);
		GigaChatApi api = service.api((builder) -> builder
			.retry(new RetrySettings(3, Duration.ofMinutes(10), 2, Duration.ofMinutes(10), LONG, false)));

		assertThat(failure(() -> api.within(Duration.ofSeconds(20)).models())).isEqualTo(FailureKind.SERVER);
		assertThat(requests()).hasSize(1);
	}

	@Test
	void aBoundedViewEndsStreams() {
		service.emulator().network().onChat().silentBeforeResponse().always();

		assertThat(failure(() -> api().within(SHORT).chatCompletionStream(CHAT).blockLast()))
			.isEqualTo(FailureKind.TIMEOUT);
		assertThat(failure(() -> api().within(SHORT).chatV2Stream(CHAT_V2).blockLast())).isEqualTo(FailureKind.TIMEOUT);
	}

	@Test
	void aBoundedViewEndsTheWaitForAToken() {
		service.emulator().network().onToken().silentBeforeResponse().always();

		assertThat(failure(() -> api().within(SHORT).models())).isEqualTo(FailureKind.TIMEOUT);
		assertThat(requests()).isEmpty();
	}

	@Test
	void aBoundedViewEndsTheWaitForAPermit() {
		service.emulator().network().onChat().silentBeforeResponse().always();
		GigaChatApi api = service.api((builder) -> builder.maxConcurrentRequests(1));
		Disposable stream = api.chatCompletionStream(CHAT).subscribe();
		await().atMost(EmulatedService.LIMIT).until(() -> api.requestLimit().inUse() == 1);

		assertThat(failure(() -> api.within(SHORT).models())).isEqualTo(FailureKind.TIMEOUT);
		stream.dispose();
	}

	@Test
	void aViewAddsItsHeadersToEachRequest() {
		GigaChatApi view = api().withHeaders(new RequestHeaders("s", Map.of("X-Client-ID", "boris")))
			.withHeaders(new RequestHeaders("session", Map.of("X-Client-ID", "anna")));

		view.models();
		view.model("GigaChat-2");
		view.balance();
		view.countTokens("GigaChat-2", List.of("a"));
		view.embeddings(new EmbeddingsRequest("Embeddings", List.of("a")));
		view.chatCompletion(CHAT);
		view.chatCompletionStream(CHAT).blockLast();
		view.chatV2(CHAT_V2);
		view.chatV2Stream(CHAT_V2).blockLast();
		view.files().list();
		view.functions().convert("{\"paths\":{}}");
		view.within(LONG).withoutRetry().models();

		assertThat(requests()).hasSize(12).allSatisfy((request) -> {
			assertThat(request.header("X-Client-ID")).isEqualTo("anna");
			assertThat(request.header("X-Session-ID")).isEqualTo("session");
		});
	}

	@Test
	void theHeadersOfAGroupReplaceThoseOfTheView() {
		GigaChatApi view = api().withHeaders(new RequestHeaders("session", Map.of("X-Client-ID", "anna")));

		view.files().withHeaders(new RequestHeaders(null, Map.of("X-Client-ID", "boris"))).list();

		assertThat(requests()).singleElement().satisfies((request) -> {
			assertThat(request.header("X-Client-ID")).isEqualTo("boris");
			assertThat(request.header("X-Session-ID")).isNull();
		});
	}

	@Test
	void aViewWithoutRetryMakesOneAttempt() {
		service.emulator().onModels().fail(500);
		service.emulator().onAnyMessage().fail(500);
		GigaChatApi view = api().withoutRetry();

		assertThat(failure(view::models)).isEqualTo(FailureKind.SERVER);
		assertThat(failure(() -> view.within(LONG).models())).isEqualTo(FailureKind.SERVER);
		assertThat(failure(() -> view.chatCompletion(CHAT))).isEqualTo(FailureKind.SERVER);
		assertThat(failure(() -> view.chatCompletionStream(CHAT).blockLast())).isEqualTo(FailureKind.SERVER);
		assertThat(requests()).hasSize(4);
	}

	@Test
	void chatsAreRepeatedAfterATemporaryFailure() {
		service.emulator().onAnyMessage().fail(500).then().reply("Hi").then().fail(500).then().reply("Hi");
		GigaChatApi api = api();

		assertThat(api.chatCompletion(CHAT).body().choices()).isNotEmpty();
		assertThat(api.chatCompletionStream(CHAT).collectList().block()).isNotEmpty();
		assertThat(requests()).hasSize(4);
	}

	@Test
	void chatsOfV2AreRepeatedAfterATemporaryFailure() {
		service.emulator().onAnyMessage().fail(500).then().reply("Hi").then().fail(500).then().reply("Hi");
		GigaChatApi api = api();

		assertThat(api.chatV2(CHAT_V2).body().messages()).isNotEmpty();
		assertThat(api.chatV2Stream(CHAT_V2).collectList().block()).isNotEmpty();
		assertThat(requests()).hasSize(4);
	}

	@Test
	void closingAViewDoesNothing() {
		GigaChatApi api = api();
		try (GigaChatApi view = api.within(LONG).withHeaders(RequestHeaders.none()).withoutRetry()) {
			view.models();
		}

		assertThat(api.models().body().data()).isNotEmpty();
	}

	@Test
	void modelsAndUploadsRefuseAView() {
		GigaChatApi view = api().withHeaders(new RequestHeaders(null, Map.of("X-Client-ID", "anna")));

		assertThatIllegalStateException().isThrownBy(() -> GigaChatModel.builder().api(view).build())
			.withMessageContaining("set headers in the options");
		assertThatIllegalStateException().isThrownBy(() -> GigaChatEmbeddingModel.builder().api(view).build())
			.withMessageContaining("is a view");
		assertThatIllegalStateException().isThrownBy(() -> GigaChatImageModel.builder().api(view).build())
			.withMessageContaining("is a view");
		assertThatIllegalStateException().isThrownBy(() -> MediaUploads.builder(view).build())
			.withMessageContaining("is a view");
	}

}
