package io.github.gigachat.spring.ai.failures;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that a slow subscriber gets all that arrived before a failure, whatever caused
 * the failure.
 */
@Timeout(60)
class DeliveryBeforeFailureTests {

	private static final String SCHEMA = """
			{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@ParameterizedTest
	@EnumSource
	void aFailureIsDeliveredAfterTheBufferedChunks(Kind kind) {
		service.emulator().onAnyMessage().replyInChunks("one ", "two ", "three ", "four ", "five ");
		service.emulator().network().onChat().cutAfterEvents(4);
		GigaChatApi api = service.api((builder) -> builder.maxConcurrentRequests(1));
		SlowReader reader = new SlowReader();

		GigaChatModel.builder().api(api).build().stream(new Prompt("?", kind.options())).subscribe(reader);
		reader.hasRead.join();
		await().atMost(EmulatedService.LIMIT).until(() -> api.requestLimit().inUse() == 0);
		reader.requestUnbounded();

		assertThat(((GigaChatTransientException) reader.failure.join()).kind()).isEqualTo(FailureKind.CUT);
		assertThat(reader.text).hasToString("one two three four ");
	}

	enum Kind {

		V1, V1_WITH_TOOLS, V1_OUTPUT_FUNCTION, V2;

		GigaChatOptions options() {
			GigaChatOptions.Builder options = GigaChatOptions.builder().model("GigaChat-2-Max");
			return switch (this) {
				case V1 -> options.build();
				case V1_WITH_TOOLS ->
					options.toolCallbacks(FunctionToolCallback.builder("weather", (Map<String, Object> input) -> "12")
						.inputType(Map.class)
						.build()).build();
				case V1_OUTPUT_FUNCTION ->
					options.outputSchema(SCHEMA).structuredOutput(StructuredOutputMode.FUNCTION).build();
				case V2 -> options.api(ChatApi.V2).build();
			};
		}

	}

	private static final class SlowReader extends BaseSubscriber<ChatResponse> {

		private final StringBuilder text = new StringBuilder();

		private final CompletableFuture<Void> hasRead = new CompletableFuture<>();

		private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			subscription.request(1);
		}

		@Override
		protected void hookOnNext(ChatResponse chunk) {
			this.text.append(chunk.getResult().getOutput().getText());
			this.hasRead.complete(null);
		}

		@Override
		protected void hookOnError(Throwable error) {
			this.failure.complete(error);
		}

	}

}
