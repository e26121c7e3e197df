package io.github.gigachat.spring.ai.tokens;

import java.util.List;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.FunctionSchemaMode;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.github.gigachat.spring.ai.media.GigaChatMedia;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests that a refusal by the token endpoint comes with a hint about the token, whichever
 * request needed the token.
 */
@Timeout(60)
class RefusedTokenHintTests {

	private static final String SCOPE_HINT = "The key belongs to a contract of another kind; set spring.ai.gigachat.scope"
			+ " to its scope";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static GigaChatFailure failure(ThrowingCallable call) {
		return (GigaChatFailure) catchThrowableOfType(RuntimeException.class, call);
	}

	private static void assertOfTheScope(GigaChatFailure failure) {
		assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
		assertThat(failure.isOfTokenEndpoint()).isTrue();
		assertThat(failure.hint()).isEqualTo(SCOPE_HINT);
		assertThat(((RuntimeException) failure).getMessage()).startsWith("GigaChat's token endpoint refused");
		assertThat(service.emulator().requests()).hasSize(1)
			.allSatisfy((request) -> assertThat(request.endpoint()).isEqualTo(RecordedRequest.Endpoint.TOKEN));
	}

	@Test
	void theRefusalIsNotBlamedOnTheTextsToEmbed() {
		GigaChatEmbeddingModel model = service.embeddingModel((api) -> api.scope("GIGACHAT_API_CORP"));

		assertOfTheScope(failure(() -> model.embed("hello")));
	}

	@ParameterizedTest
	@EnumSource
	void theRefusalIsNotBlamedOnTheResponseFormat(Way way) {
		GigaChatOptions options = GigaChatOptions.builder()
			.outputSchema("{\"type\":\"object\",\"properties\":{}}")
			.functionSchema(FunctionSchemaMode.AUTO)
			.toolCallbacks(ToolCallbacks.from(new Oracle()))
			.build();

		assertOfTheScope(way
			.ask(service.model((api) -> api.scope("GIGACHAT_API_CORP")), new Prompt("How is the weather?", options))
			.lasting(FailureKind.INVALID_REQUEST));
	}

	@Test
	void theRefusalIsNotBlamedOnAMedium() {
		UserMessage message = UserMessage.builder()
			.text("What is this?")
			.media(GigaChatMedia.of(MimeTypeUtils.IMAGE_PNG, new byte[] { 1 }))
			.build();
		GigaChatModel model = service.model((api) -> api.scope("GIGACHAT_API_CORP"));

		assertOfTheScope(failure(() -> model.call(new Prompt(message))));
	}

	@ParameterizedTest
	@EnumSource
	void aWrongTokenEndpointIsNoUnknownModel(Way way) {
		service.emulator().onToken().replyRaw(404, "text/html", "<html>");

		GigaChatFailure failure = way.ask(service.model()).lasting(FailureKind.NOT_FOUND);

		assertThat(failure.hint()).isEqualTo("Check spring.ai.gigachat.auth-url");
		assertThat(failure(() -> service.embeddingModel().embed("hello")).hint())
			.isEqualTo("Check spring.ai.gigachat.auth-url");
	}

	@Test
	void aRefusalOfTheRequestIsNotOneOfTheToken() {
		GigaChatFailure failure = failure(() -> service.api((api) -> api).countTokens("Nope", List.of("a")));

		assertThat(failure.kind()).isEqualTo(FailureKind.NOT_FOUND);
		assertThat(failure.isOfTokenEndpoint()).isFalse();
	}

	/**
	 * A tool that nobody calls.
	 */
	static final class Oracle {

		@Tool(description = "Answers")
		String ask(String question) {
			return question;
		}

	}

}
